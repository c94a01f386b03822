package org.yizhan.cases.docket;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yizhan.protocol.id.CaseId;

/// What one command did to one case, to be written whole or not at all.
///
/// @param changes in their order, at least one
/// @param note    of the command; null when another bundle has it, or there is none
record Bundle(List<Change> changes, @Nullable CommandNote note) {

    /// One for each case; the last has the note.
    static List<Bundle> of(List<Change> changes, @Nullable CommandNote note) {
        var byCase = new LinkedHashMap<CaseId, List<Change>>();
        changes.forEach(change -> byCase.computeIfAbsent(change.file().id(), _ -> new ArrayList<>())
                .add(change));
        var all = List.copyOf(byCase.values());
        return all.stream()
                .map(ofOne -> new Bundle(ofOne, ofOne == all.getLast() ? note : null))
                .toList();
    }

    /// The case as it is after all of it.
    CaseFile file() {
        return changes.getLast().file();
    }

    /// Its course, as the trail hashes it.
    Map<String, Object> course() {
        return changes.getLast().course();
    }

    boolean isFresh() {
        return changes.getFirst().entry().seq() == 1;
    }

    /// Number of the trail's last entry before it: who finds another one was overtaken.
    int found() {
        return changes.getFirst().entry().seq() - 1;
    }
}
