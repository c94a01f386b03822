package org.yizhan.trial.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yizhan.protocol.id.Role;
import tools.jackson.databind.JsonNode;

/// Who sees what.
class ScopeModuleTest extends CasesTest {

    private static List<String> ids(JsonNode listing) {
        return listing.path("items")
                .valueStream()
                .map(i -> i.path("id").asString())
                .toList();
    }

    @Test
    void aClerkOfAnotherCommunitySeesNothingOfTheCase() {
        var id = completeCase(OFF_SITE);
        var view = officer.decide(id, "accept", null, meetings.live(id, OFFICER, BOOTH))
                .ok();
        var number = view.path("number").asString();
        var material = view.path("materials").path(0).path("id").asString();
        var path = "/api/cases/" + id;

        assertThat(community.worklist()).contains(id);
        assertThat(ids(community.get("/api/cases?q=" + number).ok())).containsExactly(id);
        assertThat(community.get(path + "/materials/" + material).status()).isEqualTo(200);

        for (var stranger : List.of(
                otherCommunity, as(signedIn.officer("officer9", "d02")), as(signedIn.terminal("booth-2", STREET)))) {
            assertThat(stranger.get(path).status()).isEqualTo(404);
            assertThat(stranger.get(path).code()).isEqualTo("case-not-found");
            for (var part : List.of("/document", "/receipt.pdf", "/materials/" + material)) {
                assertThat(stranger.get(path + part).status()).isEqualTo(404);
            }
            assertThat(ids(stranger.get("/api/cases?q=" + number).ok())).isEmpty();
            assertThat(ids(stranger.get("/api/cases?q=演示").ok())).doesNotContain(id);
            assertThat(ids(stranger.get("/api/cases").ok())).doesNotContain(id);
        }
        assertThat(otherCommunity.worklist()).doesNotContain(id);
        assertThat(otherCommunity.decide(id, 7, "approve", null, null).status()).isEqualTo(404);
        assertThat(otherCommunity
                        .put(path + "/form", Map.of("version", 1, "form", Map.of()))
                        .status())
                .isEqualTo(404);
        assertThat(otherCommunity.addPaper(id, "identity-card").status()).isEqualTo(404);
    }

    @Test
    void fullNamesAndNumbersAreForThoseWhoHandleTheCase() {
        var id = booth.open(OFF_SITE, "booth").path("id").asString();
        var supervisor = as(signedIn.supervisor("supervisor1", "d01"));
        assertThat(officer.see(id).path("resident").path("name").asString()).isEqualTo("演示甲");
        assertThat(officer.see(id).path("resident").path("idNumber").asString()).isEqualTo(CaseUser.ID_NUMBER);
        for (var reader : List.of(booth, supervisor)) {
            var text = new String(reader.get("/api/cases/" + id).body(), java.nio.charset.StandardCharsets.UTF_8);
            assertThat(text).contains("演**").contains("110***********002X").contains("138****0000");
            assertThat(text)
                    .doesNotContain("演示甲")
                    .doesNotContain(CaseUser.ID_NUMBER)
                    .doesNotContain("13800000000");
        }
        var list = new String(supervisor.get("/api/cases?q=演示甲").body(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(list).contains("演**").doesNotContain("演示甲");
    }

    @Test
    void numbersOfPeopleLieNowhereInTheDatabaseAsText() {
        booth.open(OFF_SITE, "booth");
        var rows = strings("""
                SELECT table_name || ':' || n FROM (
                    SELECT 'case_file' AS table_name, count(*) AS n FROM cases.case_file f
                        WHERE f::text LIKE '%11010519491231002X%' OR f::text LIKE '%13800000000%'
                    UNION ALL SELECT 'idempotency', count(*) FROM cases.idempotency f
                        WHERE f::text LIKE '%11010519491231002X%' OR encode(answer, 'escape') LIKE '%演示%'
                    UNION ALL SELECT 'audit', count(*) FROM cases.audit_entry f
                        WHERE f::text LIKE '%11010519491231002X%' OR f::text LIKE '%演示甲%'
                    UNION ALL SELECT 'outbox', count(*) FROM cases.outbox f WHERE f::text LIKE '%演示甲%') x WHERE n > 0
                """);
        assertThat(rows).isEmpty();
        // The blind index finds equal numbers without reading them.
        assertThat(strings("SELECT DISTINCT encode(id_index, 'hex') FROM cases.case_file"))
                .hasSize(1);
        assertThat(strings("SELECT encode(id_cipher, 'hex') FROM cases.case_file"))
                .doesNotHaveDuplicates();
    }

    @Test
    void administratorsAndStrangersSeeNoCases() {
        var id = booth.open(OFF_SITE, "booth").path("id").asString();
        var admin = as(signedIn.as("admin1", "d01", Role.ADMINISTRATOR));
        assertThat(admin.get("/api/cases/" + id).status()).isEqualTo(404);
        assertThat(ids(admin.get("/api/cases").ok())).isEmpty();
        assertThat(admin.get("/api/worklist").status()).isEqualTo(403);
        assertThat(as(signedIn.nobody()).get("/api/cases/" + id).status()).isEqualTo(401);
    }

    @Test
    void aBoothForgetsTheCaseWithItsSitting() {
        var id = booth.open(OFF_SITE, "booth").path("id").asString();
        assertThat(booth.get("/api/cases/" + id).status()).isEqualTo(200);
        assertThat(booth.post("/api/cases/" + id + "/sitting/end", null, Map.of())
                        .status())
                .isEqualTo(200);
        assertThat(booth.get("/api/cases/" + id).status()).isEqualTo(404);
        assertThat(booth.get("/api/cases/" + id + "/receipt.pdf").status()).isEqualTo(404);
        assertThat(ids(booth.get("/api/cases").ok())).doesNotContain(id);
        assertThat(officer.get("/api/cases/" + id).status()).isEqualTo(200);
    }

    @Test
    void namesAreFoundByOneTwoAndThreeCharacters() {
        var id = booth.open(OFF_SITE, "booth").path("id").asString();
        for (var part : List.of("演", "甲", "示甲", "演示甲")) {
            var first = community.get("/api/cases?q=" + part).ok();
            assertThat(ids(first).getFirst()).isEqualTo(id);
        }
        assertThat(ids(community.get("/api/cases?q=甲演").ok())).isEmpty();
        assertThat(ids(community.get("/api/cases?q=%25").ok())).isEmpty();
        assertThat(community.get("/api/cases?page=101").code()).isEqualTo("invalid");
        assertThat(community.get("/api/cases?q=" + "长".repeat(61)).code()).isEqualTo("invalid");
    }

    @Test
    void theBoothShowsItsCommunitiesAndTheCatalogue() {
        assertThat(booth.get("/api/org/communities").ok().size()).isEqualTo(22);
        assertThat(community.get("/api/org/communities").ok().size()).isEqualTo(1);
        var items = booth.get("/api/catalogue/items").ok();
        assertThat(items.size()).isEqualTo(36);
        assertThat(items.valueStream()
                        .filter(i -> i.path("online").asBoolean())
                        .map(i -> i.path("code").asString()))
                .hasSize(32)
                .contains(OFF_SITE, CHRONIC);
    }
}
