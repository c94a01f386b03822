package org.yizhan.trial.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yizhan.cases.verify.VerifyDecision;

/// The decision is a PDF that the officer who took it has signed, and any later change shows.
abstract class DecisionModuleTest extends CasesTest {

    private static final int FLIPS = 60;

    @TempDir
    private Path folder;

    /// What the signature is made with, as the PDF says it.
    abstract String digest();

    private String decided() {
        var id = completeCase(OFF_SITE);
        officer.decide(id, "accept", null, meetings.live(id, OFFICER, BOOTH)).ok();
        community.decide(id, "approve", "材料齐全", null).ok();
        assertThat(street.get("/api/cases/" + id + "/decision.pdf").code()).isEqualTo("case-not-decided");
        street.decide(id, "complete", "同意", null).ok();
        return id;
    }

    private List<String> verify(byte[] pdf, String... more) throws IOException {
        var file = folder.resolve("decision.pdf");
        Files.write(file, pdf);
        var out = new ByteArrayOutputStream();
        var words = new ArrayList<>(List.of(more));
        words.add(file.toString());
        var code = VerifyDecision.run(words, new PrintStream(out, true, StandardCharsets.UTF_8));
        var lines = out.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(code).as(lines.toString()).isEqualTo(lines.getLast().equals("as it was signed") ? 0 : 1);
        return lines;
    }

    private String authority() throws IOException {
        var file = folder.resolve("authority.pem");
        Files.write(file, street.get("/api/decisions/authority.pem").body());
        return file.toString();
    }

    @Test
    void theOfficerWhoTookItHasSignedIt() throws IOException {
        var id = decided();
        var pdf = street.get("/api/cases/" + id + "/decision.pdf").body();
        assertThat(verify(pdf, "--key", authority()).getFirst()).contains("signed by", "street1");
        assertThat(street.get("/api/cases/" + id + "/decision.pdf").body()).isEqualTo(pdf);
        assertThat(otherCommunity.get("/api/cases/" + id + "/decision.pdf").status())
                .isEqualTo(404);
        try (var document = Loader.loadPDF(pdf)) {
            var signature = document.getSignatureDictionaries().getFirst();
            assertThat(signature.getSubFilter()).isEqualTo("ETSI.CAdES.detached");
            assertThat(new PDFTextStripper().getText(document).replaceAll("\\s", ""))
                    .contains("办理结果通知书", "准予办理", "材料齐全", "证书序列号");
            assertThat(digestOf(signature.getContents(pdf))).isEqualTo(digest());
        }
        Files.createDirectories(Path.of("target", "pages"));
        Files.write(Path.of("target", "pages", "decision-" + digest() + ".pdf"), pdf);
    }

    private static String digestOf(byte[] signature) {
        try {
            return new CMSSignedData(signature)
                    .getSignerInfos()
                    .iterator()
                    .next()
                    .getDigestAlgOID();
        } catch (CMSException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void anyLaterChangeShows() throws IOException {
        var pdf = street.get("/api/cases/" + decided() + "/decision.pdf").body();
        var random = new SplittableRandom(3);
        var signature = place(pdf);
        var places = Stream.concat(
                        Stream.of(0, 20, pdf.length / 2, pdf.length - 2),
                        IntStream.generate(() -> random.nextInt(pdf.length))
                                .limit(FLIPS)
                                .boxed())
                // The signature itself holds what it does not cover, such as the certificates above the officer's.
                .filter(place -> place < signature[1] || place >= signature[2])
                .toList();
        for (var place : places) {
            var altered = pdf.clone();
            altered[place] ^= 1;
            assertThat(verify(altered).getLast()).as("byte %s", place).isNotEqualTo("as it was signed");
        }
    }

    /// First and last part that the signature covers, as offset and length each.
    private static int[] place(byte[] pdf) throws IOException {
        try (var document = Loader.loadPDF(pdf)) {
            return document.getSignatureDictionaries().getFirst().getByteRange();
        }
    }

    /// Unlike a flipped byte, a page or a value added in the way that PDF provides for leaves the signed part as it
    /// was.
    @Test
    void whatIsAddedBehindTheSignatureShows() throws IOException {
        var pdf = street.get("/api/cases/" + decided() + "/decision.pdf").body();
        try (var document = Loader.loadPDF(pdf)) {
            document.getDocumentInformation().setTitle("别的");
            document.getDocumentInformation().getCOSObject().setNeedToBeUpdated(true);
            document.getDocument().getTrailer().setNeedToBeUpdated(true);
            var altered = new ByteArrayOutputStream();
            document.saveIncremental(altered);
            assertThat(altered.size()).isGreaterThan(pdf.length);
            assertThat(verify(altered.toByteArray())).contains("something was added after it was signed");
        }
        var longer = new byte[pdf.length + 1];
        System.arraycopy(pdf, 0, longer, 0, pdf.length);
        longer[pdf.length] = '\n';
        assertThat(verify(longer)).contains("something was added after it was signed");
    }
}
