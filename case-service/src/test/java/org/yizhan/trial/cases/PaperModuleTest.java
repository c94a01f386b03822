package org.yizhan.trial.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

/// The document to sign and the receipt, as they are printed. Pictures of both are left in `target/pages`.
class PaperModuleTest extends CasesTest {

    private static String text(byte[] pdf) throws IOException {
        try (var document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document).replaceAll("\\s", "");
        }
    }

    private static void picture(byte[] pdf, String name) throws IOException {
        var folder = Files.createDirectories(Path.of("target", "pages"));
        try (var document = Loader.loadPDF(pdf)) {
            ImageIO.write(
                    new PDFRenderer(document).renderImageWithDPI(0, 110),
                    "png",
                    folder.resolve(name + ".png").toFile());
        }
    }

    private static String sha256(byte[] content) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    }

    @Test
    void theDocumentIsTheSameBytesUntilTheFormChanges() throws Exception {
        var id = booth.open(OFF_SITE, "booth").path("id").asString();
        officer.fill(id, CaseUser.offSiteForm()).ok();
        var path = "/api/cases/" + id + "/document";
        var first = officer.get(path);
        assertThat(first.headers().getContentType()).hasToString("application/pdf");
        assertThat(booth.get(path).body()).isEqualTo(first.body());
        assertThat(first.headers().getETag()).isEqualTo("\"" + sha256(first.body()) + "\"");
        assertThat(first.headers().getFirst("Digest"))
                .isEqualTo("sha-256="
                        + Base64.getEncoder().encodeToString(HexFormat.of().parseHex(sha256(first.body()))));
        assertThat(officer.askSignature(id).ok().path("documentHash").asString())
                .isEqualTo(sha256(first.body()));
        picture(first.body(), "document");
        assertThat(text(first.body()))
                .contains("医疗保障服务事项申请书", "演示甲", "110***********002X", "演示省演示市", "异地长期居住人员", "观澜社区")
                .doesNotContain(CaseUser.ID_NUMBER);

        var changed = new HashMap<>(CaseUser.offSiteForm());
        changed.put("destination", "演示省别处市");
        officer.fill(id, changed).ok();
        assertThat(sha256(officer.get(path).body())).isNotEqualTo(sha256(first.body()));
    }

    @Test
    void theReceiptTellsTheWholeStory() throws Exception {
        var id = completeCase(OFF_SITE);
        officer.decide(id, "accept", null, meetings.live(id, OFFICER, BOOTH)).ok();
        community.decide(id, "approve", "材料齐全", null).ok();
        street.decide(id, "complete").ok();
        var receipt = booth.get("/api/cases/" + id + "/receipt.pdf");
        assertThat(receipt.status()).isEqualTo(200);
        picture(receipt.body(), "receipt");
        assertThat(text(receipt.body()))
                .contains(
                        "办理回执",
                        booth.see(id).path("number").asString(),
                        "异地就医备案",
                        "演**",
                        "已办结",
                        "社区初审通过：材料齐全",
                        "街道办结",
                        "居民身份证",
                        "有效")
                .doesNotContain("演示甲", CaseUser.ID_NUMBER);
        assertThat(receipt.body()).hasSizeLessThan(200_000);
    }

    @Test
    void whoDeclinedRecordingReadsSoOnTheReceipt() throws Exception {
        var id = booth.open(OFF_SITE, "booth").path("id").asString();
        database.sql(
                        "INSERT INTO cases.meeting (consultation, case_id, recorded, started_at) VALUES (gen_random_uuid(), '"
                                + id + "', false, now())")
                .then()
                .block(Duration.ofSeconds(5));
        assertThat(text(officer.get("/api/cases/" + id + "/receipt.pdf").body()))
                .contains("未录音录像");
    }
}
