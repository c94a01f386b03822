package org.yizhan.signaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yizhan.neighbours.Eventually.eventually;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.yizhan.neighbours.Page;
import org.yizhan.platform.testing.RealPostgres;
import org.yizhan.protocol.bridge.RoomPlan;

/// Sockets come and go; the time line arrives whole, in order, each event once.
class ResumeModuleTest extends Meetings {

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry registry) {
        RealPostgres.fresh(registry);
    }

    @Test
    void nothingIsLostOrDoubledHoweverOftenTheSocketIsCut() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Person booth = booth();
        Met met = met(booth, officer());
        CompletableFuture<Void> desk = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 80; i++) {
                met.desk()
                        .answerTo(met.desk()
                                .ask(
                                        "request-capture",
                                        Map.of("consultation", met.consultation(), "code", "page-" + i)));
            }
        });
        List<Long> seen = new ArrayList<>();
        Page page = met.booth();
        int cuts = 0;
        while (!desk.isDone() || cuts < 10) {
            LockSupport.parkNanos(random.nextLong(60_000_000));
            page.cut();
            cuts++;
            seen.addAll(seqs(page));
            page = open(booth).hello(booth.member(), "booth", met.consultation(), seen.getLast());
            page.next("welcome");
        }
        desk.get();
        Page last = page;
        long expected = met.desk().everything().stream()
                .filter(it -> it.get("type").asString().equals("event"))
                .mapToLong(it -> it.get("seq").asLong())
                .max()
                .orElseThrow();
        List<Long> all = eventually(
                () -> {
                    List<Long> together = new ArrayList<>(seen);
                    together.addAll(seqs(last));
                    return together;
                },
                it -> !it.isEmpty() && it.getLast() >= expected);
        assertThat(all)
                .as("seed %d", seed)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, all.getLast()).boxed().toList());
    }

    /// What came on one socket. A cut page may still be reading; what it never saw comes again on the next.
    private static List<Long> seqs(Page page) {
        return page.everything().stream()
                .filter(it -> it.get("type").asString().equals("event"))
                .map(it -> it.get("seq").asLong())
                .toList();
    }

    @Test
    void aPageThatComesBackIsToldItsWholeSituation() {
        Person booth = booth();
        Person officer = officer();
        Met met = met(booth, officer);
        met.booth().cut();
        Page again = open(booth).hello(booth.member(), "booth", met.consultation(), 3);
        again.next("welcome");
        assertThat(again.next("ticket").get("state").asString()).isEqualTo("serving");
        assertThat(again.next("event").get("seq").asLong()).isEqualTo(4);
        assertThat(again.state("live").get("participants")).hasSize(2);
        assertThat(again.next("slots").get("slots")).hasSize(2);

        met.desk().cut();
        Page reloaded = open(officer).hello(officer.member(), "desk", "00000000-0000-4000-8000-000000000000", 99);
        reloaded.next("welcome");
        assertThat(reloaded.next("event").get("seq").asLong()).isEqualTo(1);
        reloaded.state("live");
    }

    @Test
    void aPageThatSleptThroughTheEndIsToldTheRest() {
        Person booth = booth();
        Met met = met(booth, officer());
        met.booth().cut();
        met.desk().answerTo(met.desk().ask("end", Map.of("consultation", met.consultation())));
        Page again = open(booth).hello(booth.member(), "booth", met.consultation(), 4);
        again.event("ended");
        again.state("ended");
    }

    @Test
    void anotherBridgeGetsTheRoomAgainAndPagesAreTold() {
        Met met = met(booth(), officer());
        RoomPlan before = eventually(() -> bridge.room(met.id()));
        bridge.loseConnection();
        met.booth().next("bridge", it -> it.get("bridgeInstance").isNull());
        bridge.restart("bridge-" + System.nanoTime());
        met.booth().next("bridge", it -> !it.get("bridgeInstance").isNull());
        RoomPlan after = eventually(() -> bridge.room(met.id()));
        assertThat(after).isEqualTo(before.onTurn(1));
    }

    @Test
    void aRoomThatCouldNotBeArrangedIsArrangedLater() {
        Person booth = booth();
        Page boothPage = waiting(booth);
        Page deskPage = available(officer());
        String consultation = call(deskPage, boothPage);
        accept(boothPage, consultation);
        bridge.loseConnection();
        accept(deskPage, consultation);
        deskPage.state("live");
        Met met = new Met(boothPage, deskPage, consultation);
        assertThat(bridge.room(met.id())).isNull();
        bridge.restart("bridge-" + System.nanoTime());
        assertThat(eventually(() -> bridge.room(met.id())).members()).hasSize(2);
    }
}
