package org.yizhan.trial.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.SignerInformationStore;
import org.bouncycastle.util.CollectionStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yizhan.cases.verify.VerifyDecision;

/// The decision is a PDF that the officer who took it has signed, and any later change shows.
abstract class DecisionModuleTest extends CasesTest {

    private static final int FLIPS = 60;

    /// Every so many digits of the container one is altered; 1 was tried by hand.
    private static final int STEP = 7;

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
                // What stands in between is looked at byte for byte below.
                .filter(place -> place < signature[1] || place >= signature[2])
                .toList();
        for (var place : places) {
            var altered = pdf.clone();
            altered[place] ^= 1;
            assertThat(verify(altered).getLast()).as("byte %s", place).isNotEqualTo("as it was signed");
        }
    }

    /// The container holds much that the signature does not cover: versions, algorithms, certificates
    /// above the officer's, room behind. Only what changes the value is altered, not how it is written.
    @Test
    void noBitOfTheContainerIsFree() throws IOException {
        var pdf = street.get("/api/cases/" + decided() + "/decision.pdf").body();
        var signature = place(pdf);
        var authority = authority();
        var used = signature[1] + 1 + 2 * length(pdf, signature[1] + 1);
        for (var place = signature[1] + 1; place < used; place += STEP) {
            var altered = pdf.clone();
            var value = Character.digit(pdf[place], 16) ^ (1 << (place / STEP % 4));
            altered[place] = (byte) Character.toUpperCase(Character.forDigit(value, 16));
            var key = place % 2 == 0 ? new String[] {"--key", authority} : new String[0];
            assertThat(verify(altered, key).getLast())
                    .as("digit %s of %s, %s", place - signature[1], used - signature[1], key.length)
                    .isNotEqualTo("as it was signed");
        }
        for (var place : List.of(signature[1], used, used + 1, used + 1_001, signature[2] - 2, signature[2] - 1)) {
            var altered = pdf.clone();
            altered[place] ^= 1;
            assertThat(verify(altered).getLast()).as("byte %s", place).isNotEqualTo("as it was signed");
        }
    }

    /// Of the outermost value, which takes two bytes to say how long it is.
    private static int length(byte[] pdf, int from) {
        var head = HexFormat.of().parseHex(new String(pdf, from, 8, StandardCharsets.US_ASCII));
        assertThat(head[1]).isEqualTo((byte) 0x82);
        return 4 + (Byte.toUnsignedInt(head[2]) << 8 | Byte.toUnsignedInt(head[3]));
    }

    @Test
    void whatIsPutIntoTheContainerShows() throws Exception {
        var pdf = street.get("/api/cases/" + decided() + "/decision.pdf").body();
        var read = new CMSSignedData(contents(pdf));
        var signer = read.getSignerInfos().iterator().next();
        var stamp = new Attribute(
                PKCSObjectIdentifiers.id_aa_signatureTimeStampToken, new DERSet(new DEROctetString(new byte[20])));
        var stamped = SignerInformation.replaceUnsignedAttributes(signer, new AttributeTable(new DERSet(stamp)));
        var more = CMSSignedData.replaceSigners(read, new SignerInformationStore(stamped));
        assertThat(verify(holding(pdf, more.getEncoded(ASN1Encoding.DER))))
                .contains("something was added to the signature that it does not cover");
        var twice = CMSSignedData.replaceSigners(read, new SignerInformationStore(List.of(signer, signer)));
        assertThat(verify(holding(pdf, twice.getEncoded(ASN1Encoding.DER)))).contains("it is signed by 2, not by one");
        var lone = CMSSignedData.replaceCertificatesAndCRLs(
                read, new CollectionStore<>(read.getCertificates().getMatches(signer.getSID())), null, null);
        var file = holding(pdf, lone.getEncoded(ASN1Encoding.DER));
        assertThat(verify(file)).anyMatch(line -> line.endsWith("can be checked with --key only"));
        assertThat(verify(file, "--key", authority()).getLast()).isEqualTo("as it was signed");
    }

    private static byte[] contents(byte[] pdf) throws IOException {
        try (var document = Loader.loadPDF(pdf)) {
            return document.getSignatureDictionaries().getFirst().getContents(pdf);
        }
    }

    /// The same with another container in the signature's place.
    private static byte[] holding(byte[] pdf, byte[] container) throws IOException {
        var range = place(pdf);
        var altered = pdf.clone();
        Arrays.fill(altered, range[1] + 1, range[2] - 1, (byte) '0');
        var digits = HexFormat.of().withUpperCase().formatHex(container).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(digits, 0, altered, range[1] + 1, digits.length);
        return altered;
    }

    /// First and last part that the signature covers, as offset and length each.
    private static int[] place(byte[] pdf) throws IOException {
        try (var document = Loader.loadPDF(pdf)) {
            return document.getSignatureDictionaries().getFirst().getByteRange();
        }
    }

    /// Unlike a flipped byte, a page or a value added in the way that PDF provides for leaves the
    /// signed part as it was.
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
