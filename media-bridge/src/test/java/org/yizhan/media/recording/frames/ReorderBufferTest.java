package org.yizhan.media.recording.frames;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReorderBufferTest {

    private static final long HOLD = 500;

    private final List<String> out = new ArrayList<>();
    private final ReorderBuffer buffer =
            new ReorderBuffer(HOLD, (packet, lost) -> out.add((lost ? "!" : "") + packet.sequence()));

    @Test
    void holesStayOpenForLongerAfterOneWasGivenUp() {
        push(0, 1, 3);
        buffer.expire(HOLD);
        push(HOLD, 5);
        buffer.expire(3 * HOLD);
        assertThat(out).containsExactly("1", "!3");
        push(3 * HOLD, 4);
        assertThat(out).containsExactly("1", "!3", "4", "5");
        long later = HOLD + ReorderBuffer.PATIENT_NANOS;
        push(later, 7);
        buffer.expire(later + HOLD);
        assertThat(out).containsExactly("1", "!3", "4", "5", "!7");
    }

    @Test
    void whatIsInOrderPassesAtOnce() {
        push(0, 7, 8, 9);
        assertThat(out).containsExactly("7", "8", "9");
    }

    @Test
    void reorder() {
        push(0, 7, 9, 10, 8, 11);
        assertThat(out).containsExactly("7", "8", "9", "10", "11");
        assertThat(buffer.lost()).isZero();
    }

    @Test
    void duplicate() {
        push(0, 7, 7, 9, 9, 8, 8, 7);
        assertThat(out).containsExactly("7", "8", "9");
        assertThat(buffer.late()).isEqualTo(4);
    }

    @Test
    void wraparound() {
        push(0, 65_534, 0, 65_535, 2, 1);
        assertThat(out).containsExactly("65534", "65535", "0", "1", "2");
    }

    @Test
    void retransmissionInTimeLeavesNoTrace() {
        push(0, 7);
        push(10, 9);
        buffer.expire(10 + HOLD - 1);
        push(10 + HOLD - 1, 8);
        assertThat(out).containsExactly("7", "8", "9");
        assertThat(buffer.lost()).isZero();
    }

    @Test
    void holeThatStaysOpenIsGivenUpAfterItsTime() {
        push(0, 7);
        push(10, 10);
        push(200, 12);
        buffer.expire(9 + HOLD);
        assertThat(out).containsExactly("7");
        buffer.expire(10 + HOLD);
        assertThat(out).containsExactly("7", "!10");
        buffer.expire(200 + 3 * HOLD);
        assertThat(out).containsExactly("7", "!10", "!12");
        assertThat(buffer.lost()).isEqualTo(3);
        push(900, 8);
        assertThat(out).hasSize(3);
    }

    @Test
    void noMoreThanItsBoundWaits() {
        push(0, 1);
        for (int sequence = 3; sequence < 3 + ReorderBuffer.MAX_WAITING; sequence++) {
            push(1, sequence);
        }
        assertThat(out).containsExactly("1");
        push(1, 3 + ReorderBuffer.MAX_WAITING);
        assertThat(out).hasSize(2 + ReorderBuffer.MAX_WAITING).contains("!3");
    }

    @Test
    void jumpBeginsAnew() {
        push(0, 7, 8, 20_000, 20_001);
        assertThat(out).containsExactly("7", "8", "!20000", "20001");
    }

    @Test
    void flushHandsOnWhatWaits() {
        push(0, 7, 9, 11);
        buffer.flush();
        assertThat(out).containsExactly("7", "!9", "!11");
    }

    private void push(long now, int... sequences) {
        for (int sequence : sequences) {
            buffer.push(new SourcePacket(sequence, 0, false, new byte[1], now));
        }
    }
}
