package org.yizhan.media.jvb;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// How a stock videobridge gives its streams to sources, as it was seen to do: so many streams, each with a media id
/// for
/// good; a source that is selected and has none takes the stream of the one that was used least lately. Nothing happens
/// when what is sent, and how large, is as before.
final class LruStreams {

    private final int size;
    private final LinkedHashMap<String, Integer> streams = new LinkedHashMap<>(16, 0.75f, true);
    private Set<String> sent = new HashSet<>();
    private Set<String> active = new HashSet<>();
    private int created;

    LruStreams(int size) {
        this.size = size;
    }

    /// @return what is told to the receiver: stream by source
    Map<String, Integer> select(Selection selection) {
        Set<String> wanted = new HashSet<>(selection.sent());
        if (wanted.equals(sent)) {
            return Map.of();
        }
        sent = wanted;
        LinkedHashSet<String> chosen = new LinkedHashSet<>();
        selection.selected().stream().filter(wanted::contains).forEach(chosen::add);
        for (String unsent : selection.selected()) {
            if (chosen.size() < size) {
                chosen.add(unsent);
            }
        }
        if (chosen.equals(active)) {
            return Map.of();
        }
        active = chosen;
        List<String> fresh = new ArrayList<>();
        for (String source : chosen) {
            if (streams.get(source) == null) {
                fresh.add(source);
            }
        }
        Map<String, Integer> told = new LinkedHashMap<>();
        for (String source : fresh) {
            int stream;
            if (streams.size() == size) {
                String eldest = streams.keySet().iterator().next();
                stream = Objects.requireNonNull(streams.remove(eldest));
            } else {
                stream = created++;
            }
            streams.put(source, stream);
            told.put(source, stream);
        }
        return told;
    }

    /// A packet of this source is forwarded.
    void packet(String source) {
        streams.get(source);
    }

    boolean isSent(String source) {
        return sent.contains(source);
    }
}
