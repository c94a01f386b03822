package org.yizhan.media.jvb;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Which picture is in which slot of one receiver, and how to get it there. Not thread-safe.
///
/// A videobridge that rewrites SSRCs has as many streams for a receiver as it is allowed, and gives each a media id for
/// good. Which source is on which stream it decides itself: a source that is selected and has none takes the stream of
/// the one that was selected least lately. So with as many selected as there are streams, and one of them new, the new
/// one takes the place of the one that was left out. What is not to be shown is replaced by fillers: sources that
/// never send anything.
final class SlotDeck {

    private final List<String> fillers;
    private final @Nullable String[] wanted;
    private final @Nullable String[] there;

    /// @param fillers one for each slot
    SlotDeck(List<String> fillers) {
        this.fillers = List.copyOf(fillers);
        this.wanted = new @Nullable String[fillers.size()];
        this.there = new @Nullable String[fillers.size()];
    }

    int size() {
        return wanted.length;
    }

    /// @param sources one for each slot: the source's name; null: nothing
    void want(List<@Nullable String> sources) {
        for (int slot = 0; slot < wanted.length; slot++) {
            wanted[slot] = slot < sources.size() ? sources.get(slot) : null;
        }
    }

    /// The videobridge says what is on a slot's stream now.
    void mapped(int slot, String source) {
        for (int other = 0; other < there.length; other++) {
            if (source.equals(there[other])) {
                there[other] = null;
            }
        }
        there[slot] = source;
    }

    /// Whether the videobridge has said of each slot what is in it.
    boolean isKnown() {
        for (String source : there) {
            if (source == null) {
                return false;
            }
        }
        return true;
    }

    /// Whether every slot shows what is wanted.
    boolean isSettled() {
        return next() == null;
    }

    /// What to select next: one slot changes at a time, first those that show what they must not. Null when all is as
    /// it should be.
    @Nullable
    Selection next() {
        if (!isKnown()) {
            return new Selection(fillers, fillers);
        }
        for (int slot = 0; slot < there.length; slot++) {
            String now = Objects.requireNonNull(there[slot]);
            if (!fillers.contains(now) && !now.equals(wanted[slot])) {
                String coming = wanted[slot];
                return changing(slot, coming == null || isThere(coming) ? filler() : coming);
            }
        }
        for (int slot = 0; slot < there.length; slot++) {
            String coming = wanted[slot];
            if (coming != null && !coming.equals(there[slot])) {
                return changing(slot, coming);
            }
        }
        return null;
    }

    private boolean isThere(String source) {
        for (String other : there) {
            if (source.equals(other)) {
                return true;
            }
        }
        return false;
    }

    private String filler() {
        return fillers.stream().filter(it -> !isThere(it)).findFirst().orElseThrow();
    }

    /// Everything stays but what is in this slot.
    private Selection changing(int changed, String coming) {
        List<String> selected = new ArrayList<>();
        List<String> sent = new ArrayList<>();
        for (int slot = 0; slot < there.length; slot++) {
            String stays = Objects.requireNonNull(there[slot]);
            if (slot != changed) {
                selected.add(stays);
                if (fillers.contains(stays) || stays.equals(wanted[slot])) {
                    sent.add(stays);
                }
            }
        }
        selected.add(coming);
        sent.add(coming);
        return new Selection(selected, sent);
    }
}
