package org.yizhan.trial.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.yizhan.cases.certificate.FakeRegister;
import tools.jackson.databind.JsonNode;

/// Papers that nobody has to bring because a register knows a certificate.
class CertificateModuleTest extends CasesTest {

    private static final FakeRegister REGISTER = new FakeRegister();
    private static final String PROOF = "residence-proof";
    private static final String ITEM = "offsite-resident";

    @Autowired
    private MovedClock clock;

    @DynamicPropertySource
    static void register(DynamicPropertyRegistry registry) {
        registry.add("yizhan.cases.certificates.url", () -> REGISTER.url("/certificates"));
        registry.add("yizhan.cases.certificates.token-url", () -> REGISTER.url("/token"));
        registry.add("yizhan.cases.certificates.client-id", () -> FakeRegister.CLIENT);
        registry.add("yizhan.cases.certificates.client-secret", () -> FakeRegister.SECRET);
        registry.add("yizhan.cases.certificates.name", () -> "演示证照库");
    }

    @AfterEach
    void usual() {
        REGISTER.is(FakeRegister.Mood.ANSWERS);
        clock.reset();
    }

    @AfterAll
    static void close() {
        REGISTER.close();
    }

    private String opened() {
        return community.open(ITEM, "window").path("id").asString();
    }

    private CaseUser.Reply certify(CaseUser by, String id, String code, String key) {
        var version = by.see(id).path("version").asLong();
        return certify(by, id, code, key, version);
    }

    private static CaseUser.Reply certify(CaseUser by, String id, String code, String key, long version) {
        var body = Map.of("version", version, "code", code, "kind", "certificate");
        return by.post("/api/cases/" + id + "/reliefs", key, body);
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    private List<String> gaps(String id) {
        return community
                .see(id)
                .path("gaps")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }

    private List<String> outcomes(String id) {
        return strings("SELECT outcome FROM cases.certificate_query WHERE case_id = '" + id + "' ORDER BY at");
    }

    @Test
    void aCertificateStandsInForThePaper() throws IOException {
        REGISTER.knows(CaseUser.ID_NUMBER, PROOF, """
                {"number":"370202-7","issuer":"演示市公安局","validUntil":"2999-12-31"}""");
        var id = opened();
        assertThat(gaps(id)).contains("material." + PROOF);
        var possible = community.get("/api/cases/" + id + "/reliefs").ok().path("possible");
        assertThat(possible.valueStream()
                        .filter(p -> p.path("code").asString().equals(PROOF))
                        .map(p -> p.path("kind").asString()))
                .contains("certificate");
        var key = key();
        var version = community.see(id).path("version").asLong();
        var granted = certify(community, id, PROOF, key, version).ok();
        assertThat(gaps(id)).doesNotContain("material." + PROOF);
        // Who repeats the command gets the same answer, and nothing happens twice.
        assertThat(certify(community, id, PROOF, key, version).ok()).isEqualTo(granted);
        assertThat(certify(community, id, PROOF, key()).code()).isEqualTo("relief-not-missing");

        var sheet = community.see(id).path("materials").path(0);
        assertThat(sheet.path("code").asString()).isEqualTo(PROOF);
        var pdf = community.get(
                "/api/cases/" + id + "/materials/" + sheet.path("id").asString());
        try (var document = Loader.loadPDF(pdf.body())) {
            assertThat(new PDFTextStripper().getText(document).replaceAll("\\s", ""))
                    .contains("电子证照核验单", "370202-7", "演示市公安局", "2999-12-31", "演示证照库", "若干规定》第11条")
                    .doesNotContain(CaseUser.ID_NUMBER);
        }
        assertThat(outcomes(id)).containsExactly("found");
        assertThat(strings("SELECT encode(answer, 'escape') FROM cases.certificate_query WHERE case_id = '" + id + "'"))
                .noneMatch(kept -> kept.contains("370202"));
        assertThat(community
                        .get("/api/cases/" + id + "/reliefs")
                        .ok()
                        .path("granted")
                        .path(0)
                        .path("kind")
                        .asString())
                .isEqualTo("certificate");
        assertThat(community.see(id).path("history").toString()).contains("核验电子证照免交材料");
        assertThat(as(signedIn.supervisor("supervisor1", "d01"))
                        .get("/api/figures")
                        .ok()
                        .path("reliefs")
                        .toString())
                .contains("certificate");
        assertThat(REGISTER.complaints).isEmpty();
        var question = List.copyOf(REGISTER.asked).getLast();
        assertThat(question.at("/person/idNumber").asString()).isEqualTo(CaseUser.ID_NUMBER);
        assertThat(question.at("/purpose/caseNumber").asString())
                .isEqualTo(community.see(id).path("number").asString());
    }

    @Test
    void whatTheRegisterDoesNotKnowIsAskedFor() {
        var id = opened();
        assertThat(certify(community, id, "identity-card", key()).code()).isEqualTo("relief-certificate-not-found");
        assertThat(outcomes(id)).containsExactly("not-found");
        assertThat(gaps(id)).contains("material.identity-card");
        community.addPaper(id, "identity-card").ok();
        assertThat(gaps(id)).doesNotContain("material.identity-card");
    }

    @Test
    void anOutageBlocksNothing() {
        // An hour ago, so that the pause after the outage is over for the other trials.
        clock.moveTo(clock.instant().minusSeconds(3_600));
        var id = opened();
        REGISTER.is(FakeRegister.Mood.FAILS);
        var refused = certify(community, id, PROOF, key());
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.code()).isEqualTo("relief-certificate-unavailable");
        // The register is left in peace, and the paper is taken as ever.
        assertThat(certify(community, id, PROOF, key()).code()).isEqualTo("relief-certificate-unavailable");
        community.addPaper(id, PROOF).ok();
        assertThat(gaps(id)).doesNotContain("material." + PROOF);
        assertThat(outcomes(id)).containsExactly("unavailable", "unavailable");
    }

    @Test
    void nobodyIsAskedAboutWhoMayNot() {
        var id = opened();
        var before = REGISTER.asked.size();
        assertThat(certify(otherCommunity, id, PROOF, key(), 1).status()).isEqualTo(404);
        assertThat(as(signedIn.supervisor("supervisor1", "d01"))
                        .post(
                                "/api/cases/" + id + "/reliefs",
                                Map.of("version", 1, "code", PROOF, "kind", "certificate"))
                        .status())
                .isEqualTo(403);
        assertThat(certify(community, id, "no-such-paper", key()).code()).isEqualTo("relief-not-here");
        assertThat(REGISTER.asked).hasSize(before);
    }
}
