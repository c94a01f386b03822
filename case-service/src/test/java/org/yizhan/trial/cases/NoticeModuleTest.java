package org.yizhan.trial.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/// One-time notices: all gaps at once, in time, and never a gap later that could be seen then.
class NoticeModuleTest extends CasesTest {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    @Autowired
    private MovedClock clock;

    @AfterEach
    void now() {
        clock.reset();
    }

    private CaseUser.Reply give(String id, List<Map<String, String>> unfit) {
        var version = community.see(id).path("version").asLong();
        return community.post("/api/cases/" + id + "/notices", Map.of("version", version, "unfit", unfit));
    }

    private CaseUser.Reply give(String id) {
        return give(id, List.of());
    }

    private JsonNode told(String id) {
        return community.get("/api/cases/" + id + "/notices").ok();
    }

    private String open() {
        return community.open(OFF_SITE, "window").path("id").asString();
    }

    private String paper(String id, String code) {
        return community.addPaper(id, code).ok().path("id").asString();
    }

    private static List<String> codes(JsonNode notice) {
        return notice.path("gaps")
                .valueStream()
                .map(g -> g.path("code").asString())
                .toList();
    }

    @Test
    void everythingIsToldAtOnceAndPrinted() throws Exception {
        var id = open();
        var identity = paper(id, "identity-card");
        var view = give(id, List.of(Map.of("material", identity, "why", "照片反光，看不清号码")))
                .ok();
        assertThat(view.path("materials").path(0).path("unfit").asString()).isEqualTo("照片反光，看不清号码");
        assertThat(view.path("gaps").toString()).contains("material.identity-card");
        var notice = told(id).path("given").path(0);
        assertThat(codes(notice))
                .containsExactlyInAnyOrder(
                        "form.kind",
                        "form.destination",
                        "form.from",
                        "form.commitment",
                        "material.identity-card",
                        "material.residence-proof",
                        "signature");
        var pdf = community.get(notice.path("url").asString());
        assertThat(pdf.headers().getContentType()).hasToString("application/pdf");
        try (var document = Loader.loadPDF(pdf.body())) {
            var text = new PDFTextStripper().getText(document).replaceAll("\\s", "");
            assertThat(text)
                    .contains("一次性告知书", "缺少材料：居住证或异地工作、居住的证明", "照片反光，看不清号码", "就医地", "未签名")
                    .doesNotContain(CaseUser.ID_NUMBER);
        }
        assertThat(otherCommunity.get(notice.path("url").asString()).status()).isEqualTo(404);
        assertThat(community.get("/api/cases/" + id + "/notices/9/notice.pdf").status())
                .isEqualTo(404);
    }

    @Test
    void whatCouldBeSeenAtFirstIsNotAskedForLater() {
        var id = open();
        var seen = paper(id, "identity-card");
        give(id).ok();
        assertThat(give(id).code()).isEqualTo("notice-nothing-new");
        assertThat(give(id, List.of(Map.of("material", seen, "why", "看不清"))).code())
                .isEqualTo("notice-could-be-seen");
        // A paper that came later may be found wanting.
        var later = paper(id, "residence-proof");
        give(id, List.of(Map.of("material", later, "why", "已过有效期"))).ok();
        assertThat(told(id).path("given")).hasSize(2);
        assertThat(codes(told(id).path("given").path(1))).containsExactly("material.residence-proof");
        // And put right.
        paper(id, "residence-proof");
        assertThat(community.see(id).path("gaps").toString()).doesNotContain("material.");
    }

    @Test
    void aCompleteApplicationGetsNoNotice() {
        var id = open();
        community.fill(id, CaseUser.offSiteForm()).ok();
        paper(id, "identity-card");
        paper(id, "residence-proof");
        community.askSignature(id).ok();
        community.sign(id).ok();
        assertThat(give(id).code()).isEqualTo("notice-nothing-missing");
        community.decide(id, "accept").ok();
        assertThat(give(id).code()).isEqualTo("case-not-editable");
    }

    @Test
    void theClockIsFiveWorkingDays() {
        // The day before the long holiday of 2026: the five days are 8, 9, 10 (swap day), 12 and 13 October.
        clock.moveTo(LocalDate.parse("2026-09-30").atTime(10, 0).atZone(ZONE).toInstant());
        people();
        var id = open();
        var until = Instant.parse(told(id).path("until").asString()).atZone(ZONE);
        assertThat(until.toLocalDate()).isEqualTo(LocalDate.parse("2026-10-13"));
        clock.moveTo(until.plusMinutes(1).toInstant());
        people();
        assertThat(give(id).code()).isEqualTo("notice-too-late");
        clock.moveTo(until.minusMinutes(1).toInstant());
        people();
        give(id).ok();
        // Once the first was given in time, papers that come later may still be found wanting.
        clock.moveTo(until.plusDays(3).toInstant());
        people();
        var later = paper(id, "identity-card");
        give(id, List.of(Map.of("material", later, "why", "看不清"))).ok();
    }

    @Test
    void aPaperOfAnotherCaseIsNone() {
        var other = paper(open(), "identity-card");
        assertThat(give(open(), List.of(Map.of("material", other, "why", "看不清")))
                        .code())
                .isEqualTo("notice-no-such-paper");
        assertThat(give(open(), List.of(Map.of("material", other))).status()).isEqualTo(400);
    }
}
