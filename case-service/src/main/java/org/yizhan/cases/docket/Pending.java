package org.yizhan.cases.docket;

import java.util.ArrayList;
import java.util.List;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/// What a command has changed and not yet written. It is written when the command has its answer, in
/// one statement with the answer, or earlier when the command looks at a case again.
final class Pending {

    private final List<Change> changes = new ArrayList<>();

    /// @return false when no command collects here; then the change is written at once
    static boolean add(ContextView context, Change change) {
        return context.getOrEmpty(Pending.class)
                .map(it -> ((Pending) it).changes.add(change))
                .orElse(false);
    }

    static Context begin(Context context) {
        return context.put(Pending.class, new Pending());
    }

    /// What waits in the running command; then nothing does any more.
    static List<Change> take(ContextView context) {
        return context.getOrEmpty(Pending.class)
                .map(it -> ((Pending) it).take())
                .orElse(List.of());
    }

    private List<Change> take() {
        var all = List.copyOf(changes);
        changes.clear();
        return all;
    }
}
