package org.yizhan.media.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.yizhan.protocol.id.MemberId;

class PlacingTest {

    private static final MemberId BOOTH = MemberId.random();
    private static final MemberId OFFICER = MemberId.random();

    private static Holding loop(int rooms, int peers, MemberId... members) {
        return new Holding(false, Long.MIN_VALUE, false, Set.of(members), rooms, peers);
    }

    @Test
    void aMeetingBeginsWhereFewestMeet() {
        assertThat(Placing.room(List.of(loop(3, 1, BOOTH, OFFICER), loop(2, 9), loop(5, 0))))
                .isEqualTo(1);
    }

    @Test
    void ofLoopsThatAreEquallyBusyTheOneThatMostMembersAreOnIsChosen() {
        assertThat(Placing.room(List.of(loop(2, 1), loop(2, 5, BOOTH), loop(2, 9, OFFICER, MemberId.random()))))
                .isEqualTo(2);
    }

    @Test
    void aMeetingStaysWhereItIsHoweverBusyThatLoopIs() {
        Holding full = new Holding(true, 7, false, Set.of(), 100, 200);
        assertThat(Placing.room(List.of(loop(0, 0, BOOTH), full))).isEqualTo(1);
    }

    @Test
    void aMemberGoesWhereItIsExpectedEvenWhenItIsElsewhere() {
        Holding expecting = new Holding(false, Long.MIN_VALUE, true, Set.of(), 50, 100);
        assertThat(Placing.member(List.of(loop(0, 1, BOOTH), loop(0, 0), expecting)))
                .isEqualTo(2);
    }

    @Test
    void aMemberStaysWhereItIsWhenNobodyExpectsIt() {
        assertThat(Placing.member(List.of(loop(0, 0), loop(9, 90, BOOTH)))).isEqualTo(1);
    }

    @Test
    void whoIsNewGoesWhereFewestAreConnected() {
        assertThat(Placing.member(List.of(loop(0, 4), loop(9, 3), loop(0, 4)))).isEqualTo(1);
    }
}
