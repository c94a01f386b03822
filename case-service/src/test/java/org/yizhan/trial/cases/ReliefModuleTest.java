package org.yizhan.trial.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yizhan.cases.relief.Lapsing;
import tools.jackson.databind.JsonNode;

/// Papers that may follow, that a promise stands in for, or that the archive has.
class ReliefModuleTest extends CasesTest {

    private static final String NEWBORN = "newborn-registration";
    private static final String ENROLMENT = "resident-registration";
    private static final String PROOF = "residence-proof";
    private static final String OTHER_PERSON = "34052419800101001X";

    @Autowired
    private MovedClock clock;

    @Autowired
    private Lapsing lapsing;

    @AfterEach
    void now() {
        clock.reset();
    }

    private String newborn() {
        return newborn(CaseUser.ID_NUMBER);
    }

    private String newborn(String idNumber) {
        var wish = new HashMap<>(CaseUser.wish(NEWBORN, "window"));
        wish.put("resident", Map.of("name", "演示甲", "idNumber", idNumber));
        var id = community.post("/api/cases", wish).ok().path("id").asString();
        community
                .fill(id, Map.of("childName", "演示乙", "bornOn", "2026-11-01", "commitment", true))
                .ok();
        community.addPaper(id, "birth-proof").ok();
        return id;
    }

    private CaseUser.Reply grant(CaseUser by, String id, String code, String kind) {
        var version = by.see(id).path("version").asLong();
        return by.post("/api/cases/" + id + "/reliefs", Map.of("version", version, "code", code, "kind", kind));
    }

    private List<String> gaps(String id) {
        return community
                .see(id)
                .path("gaps")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }

    private void sign(String id) {
        community.askSignature(id).ok();
        community.sign(id).ok();
    }

    private String document(String id) throws Exception {
        try (var pdf =
                Loader.loadPDF(community.get("/api/cases/" + id + "/document").body())) {
            return new PDFTextStripper().getText(pdf);
        }
    }

    @Test
    void aToleratedPaperMayFollowUntilTheCaseIsToEnd() throws Exception {
        var id = newborn();
        sign(id);
        assertThat(gaps(id)).containsExactly("material." + PROOF);
        assertThat(community.decide(id, "accept").code()).isEqualTo("case-has-gaps");
        grant(community, id, PROOF, "tolerance").ok();
        // The document now says what the resident owes, so it is signed anew.
        assertThat(gaps(id)).containsExactly("signature");
        assertThat(document(id)).contains("容缺受理", "补交期限");
        sign(id);
        community.decide(id, "accept").ok();
        community.decide(id, "approve").ok();
        assertThat(street.decide(id, "complete").code()).isEqualTo("case-has-gaps");
        // Nothing else is taken any more; what was to follow is.
        assertThat(community.addPaper(id, "birth-proof").code()).isEqualTo("case-not-editable");
        community.addPaper(id, PROOF).ok();
        var granted =
                street.get("/api/cases/" + id + "/reliefs").ok().path("granted").path(0);
        assertThat(granted.path("met").asBoolean()).isTrue();
        assertThat(granted.path("overdue").asBoolean()).isFalse();
        street.decide(id, "complete").ok();
        assertThat(street.see(id).path("state").asString()).isEqualTo("completed");
    }

    @Test
    void aPaperThatDoesNotFollowInTimeIsMissingAgainAndTheHistorySaysSo() {
        var id = newborn();
        grant(community, id, PROOF, "tolerance").ok();
        sign(id);
        assertThat(gaps(id)).isEmpty();
        clock.moveTo(Instant.now().plus(Duration.ofDays(20)));
        assertThat(lapsing.look().block(Duration.ofSeconds(20))).isPositive();
        people();
        assertThat(gaps(id)).containsExactly("material." + PROOF);
        var lines = community
                .see(id)
                .path("history")
                .valueStream()
                .map(l -> l.path("action").asString())
                .toList();
        assertThat(lines).containsOnlyOnce("relief-lapsed");
        lapsing.look().block(Duration.ofSeconds(20));
        assertThat(community.see(id).path("history").size()).isEqualTo(lines.size());
        assertThat(community.decide(id, "accept").code()).isEqualTo("case-has-gaps");
    }

    @Test
    void aSignedPromiseStandsInForGood() throws Exception {
        var id = community.open(ENROLMENT, "window").path("id").asString();
        community
                .fill(id, Map.of("kindOfPerson", "城乡居民", "from", "2026-12-01", "commitment", true))
                .ok();
        community.addPaper(id, "identity-card").ok();
        assertThat(ways(id)).contains("promise");
        grant(community, id, PROOF, "promise").ok();
        assertThat(document(id)).contains("告知承诺", "优化营商环境条例");
        sign(id);
        assertThat(gaps(id)).isEmpty();
        community.decide(id, "accept").ok();
        community.decide(id, "approve").ok();
        street.decide(id, "complete").ok();
    }

    @Test
    void thePaperOfAnEarlierCaseIsTakenOverAndCounted() {
        var first = newborn(OTHER_PERSON);
        community.addPaper(first, PROOF).ok();
        sign(first);
        community.decide(first, "accept").ok();
        var second = newborn(OTHER_PERSON);
        assertThat(ways(second)).doesNotContain("archive");
        assertThat(grant(community, second, PROOF, "archive").code()).isEqualTo("relief-not-archived");
        community.decide(first, "approve").ok();
        street.decide(first, "complete").ok();
        assertThat(ways(second)).contains("archive");
        var before = counted();
        var view = grant(community, second, PROOF, "archive").ok();
        var taken = view.path("materials")
                .valueStream()
                .filter(m -> m.path("code").asString().equals(PROOF))
                .findFirst()
                .orElseThrow();
        var original = community
                .see(first)
                .path("materials")
                .valueStream()
                .filter(m -> m.path("code").asString().equals(PROOF))
                .findFirst()
                .orElseThrow();
        assertThat(taken.path("sha256")).isEqualTo(original.path("sha256"));
        assertThat(taken.path("id")).isNotEqualTo(original.path("id"));
        assertThat(gaps(second)).containsExactly("signature");
        assertThat(counted()).isEqualTo(before + 1);
        assertThat(grant(community, second, PROOF, "tolerance").code()).isEqualTo("relief-not-missing");
    }

    @Test
    void anotherCommunitysArchiveIsNotLookedInto() {
        var wish = new HashMap<>(CaseUser.wish(NEWBORN, "window"));
        wish.put("community", ELSEWHERE);
        wish.put("resident", Map.of("name", "演示丙", "idNumber", "440524188001010014"));
        var there = otherCommunity.post("/api/cases", wish).ok().path("id").asString();
        otherCommunity
                .fill(there, Map.of("childName", "演示乙", "bornOn", "2026-11-01", "commitment", true))
                .ok();
        otherCommunity.addPaper(there, "birth-proof").ok();
        otherCommunity.addPaper(there, PROOF).ok();
        otherCommunity.askSignature(there).ok();
        otherCommunity.sign(there).ok();
        otherCommunity.decide(there, "accept").ok();
        otherCommunity.decide(there, "approve").ok();
        street.decide(there, "complete").ok();
        wish.put("community", HOME);
        var here = community.post("/api/cases", wish).ok().path("id").asString();
        assertThat(grant(community, here, PROOF, "archive").code()).isEqualTo("relief-not-archived");
        assertThat(grant(street, here, PROOF, "archive").ok().path("gaps").toString())
                .doesNotContain(PROOF);
    }

    @Test
    void onlyWhatTheCatalogueAllowsIsGranted() {
        var id = newborn();
        assertThat(grant(community, id, "birth-proof", "tolerance").code()).isEqualTo("relief-not-here");
        assertThat(grant(community, id, PROOF, "promise").code()).isEqualTo("relief-not-here");
        assertThat(grant(community, id, PROOF, "wish").status()).isEqualTo(400);
        var stranger = otherCommunity.post(
                "/api/cases/" + id + "/reliefs", Map.of("version", 4, "code", PROOF, "kind", "tolerance"));
        assertThat(stranger.status()).isEqualTo(404);
        grant(community, id, PROOF, "tolerance").ok();
        assertThat(grant(community, id, PROOF, "tolerance").code()).isEqualTo("relief-there-already");
    }

    private long counted() {
        return as(signedIn.supervisor("supervisor1", "d01"))
                .get("/api/figures")
                .ok()
                .path("reliefs")
                .valueStream()
                .filter(r -> r.path("kind").asString().equals("archive"))
                .mapToLong(r -> r.path("papers").asLong())
                .sum();
    }

    private List<String> ways(String id) {
        return community
                .get("/api/cases/" + id + "/reliefs")
                .ok()
                .path("possible")
                .valueStream()
                .map(w -> w.path("kind").asString())
                .toList();
    }
}
