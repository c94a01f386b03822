package org.yizhan.media.recording.webm;

import java.util.Map;

/// Words about a file that players and archives show.
public final class Tags {

    private Tags() {}

    /// The `Tags` element for the file as a whole.
    public static byte[] of(Map<String, String> words) {
        Ebml tag = new Ebml().master(Ebml.TARGETS, new Ebml());
        words.forEach((name, word) ->
                tag.master(Ebml.SIMPLE_TAG, new Ebml().text(Ebml.TAG_NAME, name).text(Ebml.TAG_STRING, word)));
        return new Ebml().master(Ebml.TAGS, new Ebml().master(Ebml.TAG, tag)).toBytes();
    }
}
