package org.yizhan.media.jvb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Each picture gets into its slot though a videobridge alone decides which stream carries what.
class SlotDeckTest {

    private static final List<String> FILLERS = List.of("f0", "f1", "f2", "f3");

    private final SlotDeck deck = new SlotDeck(FILLERS);
    private final LruStreams streams = new LruStreams(4);
    private final @Nullable String[] shown = new @Nullable String[4];

    /// Until nothing is left to be done.
    ///
    /// @return how many times something was selected
    private int settle() {
        int steps = 0;
        for (Selection next = deck.next(); next != null; next = deck.next()) {
            assertThat(++steps).as("ends").isLessThan(20);
            var told = streams.select(next);
            assertThat(told).as("a selection changes something").isNotEmpty();
            told.forEach((source, stream) -> {
                deck.mapped(stream, source);
                shown[stream] = source;
            });
        }
        return steps;
    }

    private void want(@Nullable String... sources) {
        deck.want(Arrays.asList(sources));
    }

    @Test
    void beginsWithFillersInAllSlots() {
        assertThat(settle()).isEqualTo(1);
        assertThat(shown).containsExactly("f0", "f1", "f2", "f3");
    }

    @Test
    void aPictureComesIntoItsSlotAndNoOther() {
        settle();
        want(null, null, "desk", null);
        assertThat(settle()).isEqualTo(1);
        assertThat(shown).containsExactly("f0", "f1", "desk", "f3");
    }

    @Test
    void aPictureTakesTheOthersPlaceInOneStep() {
        settle();
        want("booth", "clerk", null, "paper");
        settle();
        want("officer", "clerk", null, "paper");
        assertThat(settle()).isEqualTo(1);
        assertThat(shown[0]).isEqualTo("officer");
        assertThat(streams.isSent("booth")).isFalse();
    }

    @Test
    void twoPicturesChangePlaces() {
        settle();
        want("booth", "clerk", null, null);
        settle();
        want("clerk", "booth", null, null);
        settle();
        assertThat(shown[0]).isEqualTo("clerk");
        assertThat(shown[1]).isEqualTo("booth");
    }

    @Test
    void aSlotThatIsEmptiedIsSentNothing() {
        settle();
        want("booth", "clerk", "desk", "paper");
        settle();
        want(null, null, null, null);
        settle();
        assertThat(shown).allMatch(FILLERS::contains);
        assertThat(List.of("booth", "clerk", "desk", "paper")).noneMatch(streams::isSent);
    }

    @Test
    void whatAVideobridgeChoseByItselfIsReplacedWithoutEverBeingSent() {
        deck.mapped(0, "stranger");
        deck.mapped(1, "f1");
        deck.mapped(2, "other");
        deck.mapped(3, "f0");
        want("booth", null, null, null);
        Selection first = Objects.requireNonNull(deck.next());
        assertThat(first.sent()).doesNotContain("stranger", "other");
        assertThat(first.selected()).hasSize(4);
    }

    @Test
    void anythingWantedIsReachedWhateverWasThereAndWhateverIsSentMeanwhile() {
        var random = new Random(7);
        List<String> sources = List.of("a", "b", "c", "d", "e", "f");
        settle();
        for (int round = 0; round < 2_000; round++) {
            var shuffled = new java.util.ArrayList<>(sources);
            java.util.Collections.shuffle(shuffled, random);
            @Nullable String[] wanted = new @Nullable String[4];
            for (int slot = 0; slot < 4; slot++) {
                wanted[slot] = random.nextInt(3) == 0 ? null : shuffled.get(slot);
            }
            want(wanted);
            settle();
            for (int slot = 0; slot < 4; slot++) {
                if (wanted[slot] == null) {
                    assertThat(FILLERS).contains(shown[slot]);
                } else {
                    assertThat(shown[slot]).isEqualTo(wanted[slot]);
                }
            }
            IntStream.range(0, 4).forEach(_ -> streams.packet(Objects.requireNonNull(shown[random.nextInt(4)])));
        }
    }
}
