package org.yizhan.media.recording;

import java.util.regex.Pattern;
import org.yizhan.protocol.id.RecordingId;

/// How the objects of one folder of recordings are named in a store. Each folder has a tree of its own, so two that
/// hold the same recording never touch each other's objects.
///
/// @param root ends with a slash
record StoredTree(String root) {

    private static final Pattern FILE = Pattern.compile("[a-z0-9][a-z0-9.-]*");

    static StoredTree of(String prefix, String name) {
        return new StoredTree((prefix.isBlank() ? "" : prefix.strip() + "/") + name + "/");
    }

    /// All sealed ones, each as its folder is.
    String recordings() {
        return root + "recordings/";
    }

    /// With a slash: no id begins another.
    String of(RecordingId recording) {
        return recordings() + two(recording) + "/" + recording + "/";
    }

    /// All that were still written when they were sent last.
    String live() {
        return root + "live/";
    }

    String live(RecordingId recording) {
        return live() + recording + "/";
    }

    String key(RecordingId recording) {
        return root + "keys/" + two(recording) + "/" + recording + ".json";
    }

    /// Whether it names a file of a recording's folder and nothing outside of it.
    static boolean isFile(String name) {
        return FILE.matcher(name).matches();
    }

    private static String two(RecordingId recording) {
        String id = recording.toString();
        return id.substring(id.length() - 2);
    }
}
