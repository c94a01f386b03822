package org.yizhan.trial.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Several items at once, with one settlement sheet.
class BasketModuleTest extends CasesTest {

    private static final Map<String, Object> RESIDENT = Map.of("name", "演示甲", "idNumber", CaseUser.ID_NUMBER);

    private static Map<String, Object> wish(Object... items) {
        return Map.of("items", List.of(items), "resident", RESIDENT, "community", HOME, "channel", "window");
    }

    @Test
    void allCasesAreOpenedTogetherAndSettledOnOneSheet() throws Exception {
        var key = UUID.randomUUID().toString();
        var wish = wish("person-enquiry", OFF_SITE, "newborn-registration");
        var made = community.post("/api/baskets", key, wish);
        assertThat(made.status()).isEqualTo(201);
        assertThat(community.post("/api/baskets", key, wish).body()).isEqualTo(made.body());
        var basket = made.ok();
        var ids = basket.path("cases")
                .valueStream()
                .map(c -> c.path("id").asString())
                .toList();
        assertThat(ids).hasSize(3).doesNotHaveDuplicates();
        assertThat(basket.path("cases").valueStream().map(c -> c.path("number").asString()))
                .doesNotHaveDuplicates();
        for (var id : ids) {
            assertThat(community.see(id).path("state").asString()).isEqualTo("draft");
            assertThat(community.get("/api/cases/" + id + "/basket").ok().path("id"))
                    .isEqualTo(basket.path("id"));
        }
        community
                .fill(ids.getFirst(), Map.of("enquiry", "个人账户", "commitment", true))
                .ok();
        community.addPaper(ids.getFirst(), "identity-card").ok();
        community.askSignature(ids.getFirst()).ok();
        community.sign(ids.getFirst()).ok();
        community.decide(ids.getFirst(), "accept").ok();
        var sheet = community.get(basket.path("settlementUrl").asString());
        try (var pdf = Loader.loadPDF(sheet.body())) {
            var text = new PDFTextStripper().getText(pdf).replaceAll("\\s", "");
            assertThat(text).contains("合并办理结算单", "异地就医备案", "新生儿参保登记", "费用合计不收费", "居民身份证");
            for (var one : basket.path("cases")
                    .valueStream()
                    .map(c -> c.path("number").asString())
                    .toList()) {
                assertThat(text).contains(one);
            }
        }
    }

    @Test
    void aBasketIsOpenedWhollyOrNotAtAll() {
        var before = count();
        assertThat(community
                        .post("/api/baskets", wish(OFF_SITE, "no-such-item"))
                        .code())
                .isEqualTo("item-unknown");
        assertThat(community.post("/api/baskets", wish(OFF_SITE)).code()).isEqualTo("basket-size");
        assertThat(community.post("/api/baskets", wish(OFF_SITE, OFF_SITE)).code())
                .isEqualTo("basket-size");
        assertThat(community.post("/api/baskets", Map.of()).code()).isEqualTo("basket-size");
        assertThat(officer.post("/api/baskets", wish(OFF_SITE, "person-enquiry"))
                        .status())
                .isEqualTo(403);
        assertThat(count()).isEqualTo(before);
    }

    private String count() {
        return strings("SELECT count(*)::text FROM cases.case_file").getFirst();
    }

    @Test
    void onlyWhoSeesItsCasesSeesIt() {
        var basket =
                community.post("/api/baskets", wish(OFF_SITE, "person-enquiry")).ok();
        var path = "/api/baskets/" + basket.path("id").asString();
        assertThat(street.get(path).ok().path("cases")).hasSize(2);
        assertThat(otherCommunity.get(path).status()).isEqualTo(404);
        assertThat(otherCommunity.get(path + "/settlement.pdf").status()).isEqualTo(404);
        assertThat(community.get("/api/baskets/" + UUID.randomUUID()).status()).isEqualTo(404);
        JsonNode alone = community.open(OFF_SITE, "window");
        assertThat(community
                        .get("/api/cases/" + alone.path("id").asString() + "/basket")
                        .code())
                .isEqualTo("basket-not-found");
    }
}
