package org.yizhan.trial.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.yizhan.protocol.id.Role;
import tools.jackson.databind.JsonNode;

/// Service items: from YAML alone to a completed case.
class ItemsModuleTest extends CasesTest {

    /// How many of the items that programs may file are run to their end here.
    private static final int RUN = Integer.getInteger("yizhan.items", 6);

    private static final String NEW_ITEM = """
            code: trial-item
            version: 1
            group: enquiry
            online: true
            source: trial
            process: at-once
            name: 试验事项
            nameEn: Trial item
            summary: 试
            summaryEn: Trial
            limit: 0
            fee: 0
            basis: [{law: 法, lawEn: Law}]
            guide:
              conditions: [{text: 一, textEn: One}]
              steps: [{text: 二, textEn: Two}]
              time: {text: 三, textEn: Three}
              place: {text: 四, textEn: Four}
              complaints: "12345"
            materials:
              - {code: identity-card, name: 居民身份证, nameEn: Identity card, required: true}
            form:
              type: object
              required: [what]
              properties:
                what: {type: string, title: 内容, titleEn: What}
            """;

    private CaseUser program() {
        return as(signedIn.as("program-1", STREET, Role.PROGRAM));
    }

    private CaseUser admin(String name) {
        return as(signedIn.as(name, "d01", Role.ADMINISTRATOR));
    }

    private List<JsonNode> online() {
        return booth.get("/api/catalogue/items")
                .ok()
                .valueStream()
                .filter(i -> i.path("online").asBoolean())
                .toList();
    }

    /// Takes a case through all its steps.
    private JsonNode complete(String id) {
        var view = street.see(id);
        for (var turn = 0; turn < 6 && !view.path("state").asString().equals("completed"); turn++) {
            for (var clerk : List.of(street, community, officer)) {
                var actions = new ArrayList<String>();
                clerk.see(id).path("actions").forEach(a -> actions.add(a.asString()));
                for (var forward : List.of("accept", "approve", "complete")) {
                    if (actions.contains(forward)) {
                        view = clerk.decide(id, forward).ok();
                        actions.clear();
                    }
                }
            }
        }
        return view;
    }

    @Test
    void itemsRunFromFilingToCompletionByWhatTheCatalogueSays() {
        var applicant = new Applicant(program());
        var done = 0;
        for (var item : online()) {
            if (done < RUN
                    && !item.path("code").asString().equals(CHRONIC)
                    && !item.path("code").asString().equals(OFF_SITE)) {
                var id = applicant.file(item, "api");
                assertThat(complete(id).path("state").asString())
                        .as(item.path("code").asString())
                        .isEqualTo("completed");
                assertThat(program().see(id).path("channel").asString()).isEqualTo("api");
                done++;
            }
        }
        assertThat(done).isEqualTo(Math.min(RUN, 30));
    }

    @Test
    void aProgramSeesWhatItFiledAndNothingElse() {
        var item = online().stream()
                .filter(i -> i.path("code").asString().equals("person-enquiry"))
                .findFirst()
                .orElseThrow();
        var mine = new Applicant(program()).file(item, "api");
        var other = as(signedIn.as("program-2", STREET, Role.PROGRAM));
        assertThat(other.get("/api/cases/" + mine).status()).isEqualTo(404);
        assertThat(program()
                        .get("/api/cases/"
                                + street.open("person-enquiry", "window")
                                        .path("id")
                                        .asString())
                        .status())
                .isEqualTo(404);
        assertThat(program().decide(mine, 9, "accept", null, null).status()).isEqualTo(403);
        assertThat(program()
                        .post("/api/cases", CaseUser.wish(OFF_SITE, "window"))
                        .code())
                .isEqualTo("channel-not-yours");
        assertThat(street.post("/api/cases", CaseUser.wish("person-enquiry", "api"))
                        .code())
                .isEqualTo("channel-not-yours");
    }

    @Test
    void aNewItemNeedsYamlAndTwoAdministrators() {
        var one = admin("admin1");
        var other = admin("admin2");
        var wrong = one.post(
                "/api/catalogue/releases",
                Map.of("file", "trial.yaml", "yaml", NEW_ITEM.replace("process: at-once", "process: nothing")));
        assertThat(wrong.code()).isEqualTo("catalogue-file");
        assertThat(wrong.json().path("en").asString()).startsWith("trial.yaml:6: process names a process");
        assertThat(street.post("/api/catalogue/releases", Map.of("file", "t.yaml", "yaml", NEW_ITEM))
                        .status())
                .isEqualTo(403);

        var path = "/api/catalogue/releases";
        var draft =
                one.post(path, Map.of("file", "trial.yaml", "yaml", NEW_ITEM)).ok();
        var id = draft.path("id").asString();
        assertThat(draft.path("items").path(0).path("code").asString()).isEqualTo("trial-item");
        var changes = other.get(path + "/" + id + "/changes").ok().path(0);
        assertThat(changes.path("before").isNull()).isTrue();
        assertThat(changes.path("changes").valueStream().map(c -> c.path("path").asString()))
                .contains("name", "process", "materials");
        assertThat(street.get(path + "/" + id + "/changes").status()).isEqualTo(403);
        assertThat(other.get(path + "/" + UUID.randomUUID() + "/changes").code())
                .isEqualTo("catalogue-release-not-found");
        assertThat(one.post(path + "/" + id + "/publication", Map.of()).code()).isEqualTo("catalogue-release-own");
        assertThat(street.post("/api/cases", CaseUser.wish("trial-item", "window"))
                        .code())
                .isEqualTo("item-unknown");
        other.post(path + "/" + id + "/publication", Map.of()).ok();
        assertThat(other.post(path + "/" + id + "/publication", Map.of()).code())
                .isEqualTo("catalogue-release-published");
        var next = NEW_ITEM.replace("version: 1", "version: 2").replace("limit: ", "limit: 1");
        var second = one.post(path, Map.of("file", "trial.yaml", "yaml", next)).ok();
        var changed = one.get(path + "/" + second.path("id").asString() + "/changes")
                .ok()
                .path(0);
        assertThat(changed.path("before").asInt()).isEqualTo(1);
        assertThat(changed.path("changes").valueStream().map(c -> c.path("path").asString()))
                .containsExactly("limit");
        assertThat(one.post(path, Map.of("file", "trial.yaml", "yaml", NEW_ITEM))
                        .json()
                        .path("en")
                        .asString())
                .contains("must be above 1, which is published");
        // In effect a few seconds later, on every process at once.
        assertThat(strings("SELECT 'x' FROM cases.catalogue_release WHERE effective_at > published_at"))
                .hasSize(1);
    }
}
