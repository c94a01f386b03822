package org.yizhan.media.recording.evidence;

import java.util.List;

/// One cluster that is on the disk; a line of the fragment log.
///
/// @param source  number of its source
/// @param offset  in the source's file
/// @param startMs time of its first frame in the file
/// @param endMs   when its last frame ends
/// @param keysMs  times in the file at which a player may start
/// @param sha256  of its bytes as they are stored
/// @param chain   link of the hash chain that joins the fragments of all sources in the order of writing
public record Fragment(
        int source, long offset, int bytes, long startMs, long endMs, List<Long> keysMs, String sha256, String chain) {

    public Fragment {
        keysMs = List.copyOf(keysMs);
    }

    Fragment on(String link) {
        return new Fragment(source, offset, bytes, startMs, endMs, keysMs, sha256, link);
    }

    public long end() {
        return offset + bytes;
    }
}
