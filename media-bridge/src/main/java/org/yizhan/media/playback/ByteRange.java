package org.yizhan.media.playback;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What part of a file was asked for (RFC 9110 §14). Only a single range is served as one; a list of ranges, or a
/// header that is not understood, gets the whole file, as the RFC allows.
sealed interface ByteRange {

    record Whole() implements ByteRange {}

    /// @param to the last byte, included
    record Part(long from, long to) implements ByteRange {
        long length() {
            return to - from + 1;
        }
    }

    /// Nothing of the file lies in it.
    record Beyond() implements ByteRange {}

    Pattern SINGLE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    static ByteRange of(@Nullable String header, long length) {
        Matcher single = SINGLE.matcher(header == null ? "" : header.strip());
        if (!single.matches()) {
            return new Whole();
        }
        String first = single.group(1);
        String last = single.group(2);
        if (first.isEmpty()) {
            return last.isEmpty() ? new Whole() : suffix(Long.parseLong(last), length);
        }
        long from = Long.parseLong(first);
        long to = last.isEmpty() ? length - 1 : Math.min(Long.parseLong(last), length - 1);
        if (!last.isEmpty() && Long.parseLong(last) < from) {
            return new Whole();
        }
        return from >= length ? new Beyond() : new Part(from, to);
    }

    private static ByteRange suffix(long count, long length) {
        return count == 0 || length == 0 ? new Beyond() : new Part(Math.max(0, length - count), length - 1);
    }
}
