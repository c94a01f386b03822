package org.yizhan.trial.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// One box finds everything, for those who may see it.
class SearchModuleTest extends CasesTest {

    private static List<String> ids(JsonNode page) {
        return page.path("items")
                .valueStream()
                .map(i -> i.path("id").asString())
                .toList();
    }

    private static JsonNode find(CaseUser who, String words) {
        return who.get("/api/search?q=" + words).ok();
    }

    private JsonNode open(String name, String id, String phone) {
        var wish = Map.of(
                "item",
                OFF_SITE,
                "resident",
                Map.of("name", name, "idNumber", id, "phone", phone),
                "community",
                HOME,
                "channel",
                "window");
        return community.post("/api/cases", wish).ok();
    }

    @Test
    void everyWayOfAskingFindsTheCase() {
        var seen = open("欧阳试丙", "440524188001010014", "13900001234");
        var id = seen.path("id").asString();
        var number = seen.path("number").asString();
        community.fill(id, CaseUser.offSiteForm()).ok();
        var today = strings("SELECT to_char(now() AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD')")
                .getFirst();
        for (var ways : List.of(
                List.of("欧", "name"),
                List.of("欧阳", "name"),
                List.of("试丙", "name"),
                List.of("阳试丙", "name"),
                List.of("欧阳试丙", "name"),
                List.of("oys", "pinyin"),
                List.of("ouyang", "pinyin"),
                List.of("440524188001010014", "id"),
                List.of("0014", "id-end"),
                List.of("13900001234", "phone"),
                List.of(number, "number"),
                List.of(number.toLowerCase(Locale.ROOT), "number"),
                List.of(today, "date"),
                List.of("异地就医备案", "item"),
                List.of("观澜社区", "station"),
                List.of("省演示市", "text"),
                List.of("欧阳 异地就医备案 " + today, "name"))) {
            for (var who : List.of(community, street, officer)) {
                var page = find(who, ways.getFirst());
                assertThat(ids(page)).as(ways.getFirst()).contains(id);
                assertThat(page.path("kind").asString()).as(ways.getFirst()).isEqualTo(ways.getLast());
            }
            assertThat(ids(find(otherCommunity, ways.getFirst())))
                    .as(ways.getFirst())
                    .doesNotContain(id);
        }
        var four = find(community, "1234&kind=phone-end");
        assertThat(ids(four)).contains(id);
        assertThat(ids(find(officer, "欧阳 2020-01"))).isEmpty();
        assertThat(ids(find(officer, "阳欧"))).isEmpty();
    }

    @Test
    void aChangeIsFoundAsSoonAsTheCommandAnswers() throws IOException {
        var id = open("示例丁", "34052419800101001X", "13900005678").path("id").asString();
        assertThat(ids(find(officer, "琼州海峡"))).isEmpty();
        community.fill(id, Map.of("destination", "琼州海峡边")).ok();
        assertThat(ids(find(officer, "琼州海峡"))).containsExactly(id);
        community
                .upload("/api/cases/" + id + "/materials?code=referral", pdf("Quarantine Hospital"))
                .ok();
        assertThat(ids(find(officer, "quarantine&kind=text"))).containsExactly(id);
        community.fill(id, Map.of("destination", "别处")).ok();
        assertThat(ids(find(officer, "琼州海峡"))).isEmpty();
        assertThat(ids(find(officer, "quarantine&kind=text"))).containsExactly(id);
    }

    private static byte[] pdf(String text) throws IOException {
        try (var document = new PDDocument();
                var out = new ByteArrayOutputStream()) {
            var page = new PDPage();
            document.addPage(page);
            try (var content = new PDPageContentStream(document, page)) {
                content.beginText();
                content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 12);
                content.newLineAtOffset(50, 700);
                content.showText(text);
                content.endText();
            }
            document.save(out);
            return out.toByteArray();
        }
    }

    @Test
    void pagesFollowEachOtherWithoutGapOrRepeat() {
        for (var i = 0; i < 25; i++) {
            open("页试", "34052419800101001X", "13900009999");
        }
        var first = find(street, "页试");
        assertThat(first.path("count").asInt()).isEqualTo(25);
        assertThat(first.path("capped").asBoolean()).isFalse();
        var second = find(street, "页试&after=" + first.path("next").asString());
        assertThat(ids(first)).hasSize(20).doesNotContainAnyElementsOf(ids(second));
        assertThat(ids(second)).hasSize(5);
        assertThat(second.path("next").isNull()).isTrue();
        assertThat(street.get("/api/search?q=页试&after=xxx").code()).isEqualTo("invalid");
        assertThat(street.get("/api/search?q=页试&kind=xxx").code()).isEqualTo("invalid");
    }

    @Test
    void suggestionsAreItemsAndStationsOfTheReader() {
        var all = new String(street.get("/api/search/suggestions?q=观澜").body(), StandardCharsets.UTF_8);
        assertThat(all).contains("观澜社区（演示）").contains("\"station\"");
        assertThat(new String(otherCommunity.get("/api/search/suggestions?q=观澜").body(), StandardCharsets.UTF_8))
                .doesNotContain("社区（演示）");
        var items = new String(street.get("/api/search/suggestions?q=ydjy").body(), StandardCharsets.UTF_8);
        assertThat(items).contains("异地就医备案");
    }
}
