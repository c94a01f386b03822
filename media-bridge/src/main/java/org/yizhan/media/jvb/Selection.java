package org.yizhan.media.jvb;

import java.util.List;

/// What a receiver is to be sent, in a videobridge's words.
///
/// @param selected all that shall have a stream, whether something is sent on it or not
/// @param sent     those of them that are sent
record Selection(List<String> selected, List<String> sent) {

    Selection {
        selected = List.copyOf(selected);
        sent = List.copyOf(sent);
    }
}
