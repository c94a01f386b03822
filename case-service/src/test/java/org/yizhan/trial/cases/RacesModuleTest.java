package org.yizhan.trial.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yizhan.protocol.event.Event;
import org.yizhan.protocol.id.ConsultationId;

/// Many at once, and the same more than once.
class RacesModuleTest extends CasesTest {

    private static final int RACERS = 50;

    @Autowired
    private HeardEvents heard;

    private static List<CaseUser.Reply> race(int racers, Callable<CaseUser.Reply> work) throws Exception {
        var start = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<CaseUser.Reply>>();
            for (var i = 0; i < racers; i++) {
                running.add(threads.submit(() -> {
                    start.await();
                    return work.call();
                }));
            }
            start.countDown();
            var replies = new ArrayList<CaseUser.Reply>();
            for (var one : running) {
                replies.add(one.get());
            }
            return replies;
        }
    }

    private String halfSigned(ConsultationId[] meeting) {
        var id = completeCase(CHRONIC);
        meeting[0] = meetings.live(id, OFFICER, BOOTH, STREET_CLERK);
        officer.decide(id, "accept", null, meeting[0]).ok();
        officer.decide(id, "sign", null, meeting[0]).ok();
        return id;
    }

    @Test
    void fiftyRacingCompletionsOfAJointStepAreOneTransition() throws Exception {
        var meeting = new ConsultationId[1];
        var id = halfSigned(meeting);
        var version = street.see(id).path("version").asLong();

        var replies = race(RACERS, () -> street.decide(id, version, "sign", null, meeting[0]));

        assertThat(replies).filteredOn(r -> r.status() == 200).hasSize(1);
        assertThat(replies).filteredOn(r -> r.status() != 200).allMatch(r -> r.status() == 409);
        assertThat(strings("SELECT action FROM cases.case_event WHERE action = 'complete' AND case_id = '" + id + "'"))
                .hasSize(1);
        assertThat(strings("SELECT level FROM cases.joint_signature WHERE case_id = '" + id + "'"))
                .containsExactlyInAnyOrder("STREET", "DISTRICT");
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(completions(id)).hasSize(1));
    }

    private List<Event.CaseDecided> completions(String id) {
        return heard.of(id).stream()
                .filter(Event.CaseDecided.class::isInstance)
                .map(Event.CaseDecided.class::cast)
                .filter(e -> e.action().equals("complete"))
                .toList();
    }

    @Test
    void theSameCommandSentFiftyTimesTakesEffectOnceAndAnswersAlike() throws Exception {
        var meeting = new ConsultationId[1];
        var id = halfSigned(meeting);
        var body = Map.of(
                "version", street.see(id).path("version").asLong(),
                "action", "sign",
                "consultation", meeting[0].toString());

        var replies = race(RACERS, () -> street.post("/api/cases/" + id + "/decisions", "the-one-key-" + id, body));

        assertThat(replies).allMatch(r -> r.status() == 200);
        assertThat(replies.stream().map(r -> new String(r.body())).distinct()).hasSize(1);
        assertThat(strings("SELECT action FROM cases.case_event WHERE action = 'complete' AND case_id = '" + id + "'"))
                .hasSize(1);
    }

    @Test
    void aKeyBelongsToOneRequest() {
        var wish = CaseUser.wish(OFF_SITE, "booth");
        var first = booth.post("/api/cases", "key-1", wish);
        var again = booth.post("/api/cases", "key-1", wish);
        assertThat(first.status()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers().getLocation()).isEqualTo(first.headers().getLocation());
        var other = booth.post("/api/cases", "key-1", CaseUser.wish(CHRONIC, "booth"));
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.code()).isEqualTo("idempotency-key-reused");
        assertThat(booth.post("/api/cases", null, wish).code()).isEqualTo("idempotency-key-required");
        // Another terminal's key is another key.
        assertThat(community
                        .post("/api/cases", "key-1", CaseUser.wish(OFF_SITE, "window"))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void caseNumbersAreGivenOnceAndWithoutGaps() throws Exception {
        var replies = race(20, () -> booth.post("/api/cases", CaseUser.wish(OFF_SITE, "booth")));
        assertThat(replies).allMatch(r -> r.status() == 201);
        var numbers = strings("SELECT number FROM cases.case_file ORDER BY number");
        assertThat(numbers).doesNotHaveDuplicates();
        var last = numbers.getLast();
        assertThat(Integer.parseInt(last.substring(last.lastIndexOf('-') + 1))).isEqualTo(numbers.size());
    }

    @Test
    void aStaleVersionIsRefused() {
        var id = booth.open(OFF_SITE, "booth").path("id").asString();
        var form = Map.of("version", 1, "form", CaseUser.offSiteForm());
        officer.put("/api/cases/" + id + "/form", form).ok();
        var late = officer.put("/api/cases/" + id + "/form", form);
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.code()).isEqualTo("case-stale-version");
    }
}
