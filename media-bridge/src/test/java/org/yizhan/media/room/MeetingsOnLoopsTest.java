package org.yizhan.media.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.yizhan.media.rtp.Packets;
import org.yizhan.media.transport.TestBrowser;
import org.yizhan.protocol.bridge.MemberPlan;
import org.yizhan.protocol.bridge.RoomPlan;
import org.yizhan.protocol.bridge.RoomState;
import org.yizhan.protocol.bridge.SlotFill;
import org.yizhan.protocol.bridge.SourceKind;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.MemberId;

/// Members go from loop to loop as they meet one another, while they send and are sent to.
class MeetingsOnLoopsTest extends EngineStage {

    private static final int MEMBERS = 5;
    private static final int MEETINGS = 7;
    private static final int PLANS = 400;

    private final List<MemberId> members = new ArrayList<>();
    private final List<TestBrowser> pages = new ArrayList<>();
    private final Random random = new Random(20_261_123);

    @Override
    int loops() {
        return 3;
    }

    private static MemberPlan speaker(MemberId member) {
        return new MemberPlan(member, "speaker", Set.of(SourceKind.MICROPHONE), List.of());
    }

    private static MemberPlan hearer(MemberId member, MemberId of) {
        return new MemberPlan(
                member, "hearer", Set.of(SourceKind.MICROPHONE), List.of(new SlotFill(0, of, SourceKind.MICROPHONE)));
    }

    private static byte[] word(TestBrowser page, int number) {
        return Packets.rtp(page.opus, number, 960L * number, page.microphone, false, (byte) number);
    }

    private boolean isHeard(TestBrowser by, TestBrowser speaker, int from) throws Exception {
        by.rtp.clear();
        for (int i = 0; i < 50; i++) {
            speaker.send(word(speaker, from + i));
            if (by.rtp.poll(100, TimeUnit.MILLISECONDS) != null) {
                return true;
            }
        }
        return false;
    }

    @Test
    void whoMeetsOneAfterTheOtherIsHeardByEachOverTheSameConnection() throws Exception {
        for (int i = 0; i < 3; i++) {
            members.add(MemberId.random());
            pages.add(browser(10 + i));
            connect(members.get(i), pages.get(i));
        }
        connected.clear();
        for (int meeting = 0; meeting < 12; meeting++) {
            int other = 1 + meeting % 2;
            ConsultationId id = ConsultationId.random();
            RoomState state = engine.arrange(
                            id,
                            new RoomPlan(
                                    1,
                                    List.of(
                                            speaker(members.getFirst()),
                                            hearer(members.get(other), members.getFirst())),
                                    null))
                    .get(5, TimeUnit.SECONDS);
            assertThat(state.connected()).containsExactly(members.getFirst(), members.get(other));
            assertThat(isHeard(pages.get(other), pages.getFirst(), 100 * meeting + 1))
                    .as("meeting %d", meeting)
                    .isTrue();
            if (meeting % 3 > 0) {
                engine.close(id).get(5, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void plansThatComeAllAtOnceLeaveEverybodyInOnePlace() throws Exception {
        for (int i = 0; i < MEMBERS; i++) {
            members.add(MemberId.random());
            pages.add(browser(10 + i));
            connect(members.get(i), pages.get(i));
        }
        List<ConsultationId> meetings = new ArrayList<>();
        for (int i = 0; i < MEETINGS; i++) {
            meetings.add(ConsultationId.random());
        }
        List<CompletableFuture<?>> answers = new ArrayList<>();
        for (int i = 0; i < PLANS; i++) {
            ConsultationId meeting = meetings.get(random.nextInt(MEETINGS));
            MemberId one = members.get(random.nextInt(MEMBERS));
            MemberId other = members.get(random.nextInt(MEMBERS));
            answers.add(
                    random.nextInt(8) == 0
                            ? engine.close(meeting)
                            : engine.arrange(
                                    meeting,
                                    new RoomPlan(
                                            1 + random.nextInt(PLANS),
                                            one.equals(other)
                                                    ? List.of(speaker(one))
                                                    : List.of(speaker(one), hearer(other, one)),
                                            null)));
            TestBrowser page = pages.get(random.nextInt(MEMBERS));
            page.send(word(page, i + 1));
        }
        for (CompletableFuture<?> answer : answers) {
            answer.get(10, TimeUnit.SECONDS);
        }
        List<MemberPlan> all = new ArrayList<>(List.of(speaker(members.getFirst())));
        members.stream()
                .skip(1)
                .map(member -> hearer(member, members.getFirst()))
                .forEach(all::add);
        RoomState state = engine.arrange(ConsultationId.random(), new RoomPlan(1, all, null))
                .get(5, TimeUnit.SECONDS);
        assertThat(state.connected()).containsExactlyElementsOf(members);
        assertThat(engine.load().get(5, TimeUnit.SECONDS).members()).isEqualTo(MEMBERS);
        for (int i = 1; i < MEMBERS; i++) {
            assertThat(isHeard(pages.get(i), pages.getFirst(), 1_000 + 100 * i))
                    .as("by member %d", i)
                    .isTrue();
        }
    }
}
