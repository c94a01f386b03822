package org.yizhan.media.recording;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.yizhan.media.room.View;
import org.yizhan.protocol.id.MemberId;

/// Who was shown what, as the manifest keeps it: a line for each change. On the writer's thread.
final class ViewHistory {

    /// In all. People come and go a few times in a meeting; who comes and goes all the time fills no disk.
    static final int MOST = 500;

    private final List<ShownView> over;
    private final Map<MemberId, View> now = new HashMap<>();

    /// @param over what earlier parts of the recording have
    ViewHistory(List<ShownView> over) {
        this.over = new ArrayList<>(over);
    }

    /// From now on these are all views that there are.
    void add(List<View> views, long atMs) {
        Set<MemberId> there = views.stream().map(View::member).collect(Collectors.toSet());
        for (View gone : List.copyOf(now.values())) {
            if (!there.contains(gone.member())) {
                now.remove(gone.member());
                note(new View(gone.member(), gone.label(), List.of()), atMs);
            }
        }
        for (View view : views) {
            if (!Objects.equals(now.put(view.member(), view), view)) {
                note(view, atMs);
            }
        }
    }

    private void note(View view, long atMs) {
        if (over.size() < MOST) {
            over.add(new ShownView(atMs, view.member(), view.label(), view.shows()));
        }
    }

    List<ShownView> views() {
        return List.copyOf(over);
    }
}
