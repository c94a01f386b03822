package org.yizhan.media.sdp;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// What a media section says of the layers that it sends: the names of RFC 8851, in the order of RFC 8853.
final class LayerLines {

    /// More are not of use to anybody here; the answer leaves out those that come last.
    static final int MOST = 3;

    private static final Pattern RID = Pattern.compile("[A-Za-z0-9_-]{1,16}");

    private final Set<String> sent = new LinkedHashSet<>();
    private List<String> offered = List.of();

    /// `a=rid:h send pt=96`
    void rid(String value) {
        String[] words = value.split(" ");
        if (words.length >= 2
                && "send".equals(words[1])
                && RID.matcher(words[0]).matches()) {
            sent.add(words[0]);
        }
    }

    /// `a=simulcast:send h;~l recv x`: of alternatives the first; a layer that begins paused is one.
    void simulcast(String value) {
        String[] words = value.split(" ");
        for (int i = 0; i + 1 < words.length; i += 2) {
            if ("send".equals(words[i])) {
                offered = new ArrayList<>();
                for (String layer : words[i + 1].split(";")) {
                    String first = layer.split(",", 2)[0];
                    offered.add(first.startsWith("~") ? first.substring(1) : first);
                }
            }
        }
    }

    /// The best first; empty when there is one at most.
    List<String> layers() {
        List<String> known =
                offered.stream().filter(sent::contains).distinct().limit(MOST).toList();
        return known.size() > 1 ? known : List.of();
    }
}
