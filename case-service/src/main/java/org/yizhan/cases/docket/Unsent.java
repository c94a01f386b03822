package org.yizhan.cases.docket;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the running command has made of a case while its transaction has sent nothing: everything else about
/// the case is as it was before, and may be read past the transaction.
///
/// @param fresh whether the case is new, so that nothing is kept of it anywhere
/// @param told  the lines that will be added to its history
public record Unsent(boolean fresh, List<Told> told) {

    /// A line of history.
    public record Told(
            int seq,
            Instant at,
            String action,
            String level,
            String by,
            @Nullable String comment,
            @Nullable String step,
            String state,
            @Nullable String via) {

        static Told of(Change change) {
            var deed = change.deed();
            var file = change.file();
            return new Told(
                    file.trail().historySeq(),
                    file.changedAt(),
                    deed.action(),
                    deed.level().word(),
                    deed.byName(),
                    deed.comment(),
                    deed.step(),
                    file.state(),
                    deed.via());
        }
    }

    static Unsent of(List<Change> changes) {
        return new Unsent(
                changes.stream().anyMatch(change -> change.entry().seq() == 1),
                changes.stream().map(Told::of).toList());
    }
}
