package org.yizhan.media.sdp;

import java.util.ArrayList;
import java.util.List;
import org.yizhan.media.sdp.OfferRefused.Reason;

/// The lines of one media section while an offer is read.
final class SectionLines {

    private static final int MAX_CODECS = 128;

    private record Format(int payloadType, String value) {}

    private final String media;
    private final List<Format> codecs = new ArrayList<>();
    private final List<Format> parameters = new ArrayList<>();
    private final List<Format> extensions = new ArrayList<>();
    private String mid = "";
    private String direction = "sendrecv";
    private boolean multiplexed;
    private long ssrc;
    private long rtxSsrc;

    private SectionLines(String media) {
        this.media = media;
    }

    static SectionLines begin(String line) throws OfferRefused {
        String[] words = line.substring(2).split(" ");
        if (words.length < 4 || !words[0].matches("[a-z]{1,16}")) {
            throw new OfferRefused(Reason.MALFORMED);
        }
        return new SectionLines(words[0]);
    }

    boolean isAudio() {
        return "audio".equals(media);
    }

    boolean isMedia() {
        return isAudio() || "video".equals(media);
    }

    String mid() {
        return mid;
    }

    String direction() {
        return direction;
    }

    boolean multiplexed() {
        return multiplexed;
    }

    long ssrc() {
        return ssrc;
    }

    long rtxSsrc() {
        return rtxSsrc;
    }

    void attribute(String name, String value) throws OfferRefused {
        switch (name) {
            case "mid" -> mid = value;
            case "sendonly", "recvonly", "inactive", "sendrecv" -> direction = name;
            case "rtcp-mux" -> multiplexed = true;
            case "rtpmap" -> format(codecs, value, 127);
            case "fmtp" -> format(parameters, value, 127);
            case "extmap" -> format(extensions, value, 255);
            case "ssrc" -> ssrc = ssrc == 0 ? unsigned(value.split(" ", 2)[0]) : ssrc;
            case "ssrc-group" -> group(value);
            default -> {}
        }
    }

    private void group(String value) throws OfferRefused {
        String[] words = value.split(" ");
        if (words.length == 3 && "FID".equals(words[0])) {
            ssrc = unsigned(words[1]);
            rtxSsrc = unsigned(words[2]);
        }
    }

    private static long unsigned(String text) throws OfferRefused {
        try {
            return Integer.toUnsignedLong(Integer.parseUnsignedInt(text));
        } catch (NumberFormatException _) {
            throw new OfferRefused(Reason.MALFORMED);
        }
    }

    private static void format(List<Format> into, String value, int highest) throws OfferRefused {
        int space = value.indexOf(' ');
        String number = space < 0 ? "" : value.substring(0, space);
        int slash = number.indexOf('/');
        try {
            int id = Integer.parseInt(slash < 0 ? number : number.substring(0, slash));
            if (id < 0 || id > highest || into.size() == MAX_CODECS) {
                throw new OfferRefused(Reason.MALFORMED);
            }
            into.add(new Format(id, value.substring(space + 1).trim()));
        } catch (NumberFormatException _) {
            throw new OfferRefused(Reason.MALFORMED);
        }
    }

    /// Finds the numbers of what the bridge's table has, and holds them against those of the sections before.
    void agree(Numbers numbers) throws OfferRefused {
        int main = payloadType(isAudio() ? MediaTable.OPUS : MediaTable.VP8);
        if (main < 0) {
            throw new OfferRefused(Reason.CODEC);
        }
        if (isAudio()) {
            numbers.opus(main);
            int red = payloadType(MediaTable.RED);
            for (Format parameter : parameters) {
                if (red >= 0
                        && parameter.payloadType() == red
                        && parameter.value().startsWith(main + "/" + main)) {
                    numbers.red(red);
                }
            }
        } else {
            numbers.vp8(main);
            for (Format parameter : parameters) {
                if (parameter.value().equals("apt=" + main)) {
                    numbers.rtx(parameter.payloadType());
                }
            }
        }
        for (Format extension : extensions) {
            numbers.extension(extension.value(), extension.payloadType());
        }
    }

    private int payloadType(String codec) {
        for (Format format : codecs) {
            if (format.value().equalsIgnoreCase(codec)) {
                return format.payloadType();
            }
        }
        return -1;
    }
}
