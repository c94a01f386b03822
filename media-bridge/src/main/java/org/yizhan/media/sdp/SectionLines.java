package org.yizhan.media.sdp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.yizhan.media.rtp.Codec;
import org.yizhan.media.sdp.OfferRefused.Reason;

/// The lines of one media section while an offer is read.
final class SectionLines {

    private static final int MAX_CODECS = 128;

    private record Format(int payloadType, String value) {}

    private final String media;

    /// Payload types in the order of the offer's preference.
    private final List<Integer> order = new ArrayList<>();

    private final List<Format> codecs = new ArrayList<>();
    private final List<Format> parameters = new ArrayList<>();
    private final List<Format> extensions = new ArrayList<>();
    private final LayerLines layers = new LayerLines();
    private String mid = "";
    private String direction = "sendrecv";
    private boolean multiplexed;
    private long ssrc;
    private long rtxSsrc;

    private SectionLines(String media, String[] formats) {
        this.media = media;
        for (int i = 0; i < formats.length && i < MAX_CODECS; i++) {
            if (formats[i].matches("[0-9]{1,3}")) {
                order.add(Integer.parseInt(formats[i]));
            }
        }
    }

    static SectionLines begin(String line) throws OfferRefused {
        String[] words = line.substring(2).split(" ");
        if (words.length < 4 || !words[0].matches("[a-z]{1,16}")) {
            throw new OfferRefused(Reason.MALFORMED);
        }
        return new SectionLines(words[0], Arrays.copyOfRange(words, 3, words.length));
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

    List<String> layers() {
        return layers.layers();
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
            case "rid" -> layers.rid(value);
            case "simulcast" -> layers.simulcast(value);
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
        if (isAudio()) {
            sound(numbers);
        } else if (!pictures(numbers)) {
            throw new OfferRefused(Reason.CODEC);
        }
        for (Format extension : extensions) {
            numbers.extension(extension.value(), extension.payloadType());
        }
    }

    private void sound(Numbers numbers) throws OfferRefused {
        int main = payloadType(MediaTable.OPUS);
        if (main < 0) {
            throw new OfferRefused(Reason.CODEC);
        }
        numbers.opus(main);
        int red = payloadType(MediaTable.RED);
        for (Format parameter : parameters) {
            if (red >= 0 && parameter.payloadType() == red && parameter.value().startsWith(main + "/" + main)) {
                numbers.red(red);
            }
        }
    }

    /// @return whether there was any
    private boolean pictures(Numbers numbers) throws OfferRefused {
        boolean any = false;
        for (int payloadType : order) {
            Optional<PictureFormat> format = format(payloadType);
            if (format.isPresent()) {
                any = true;
                numbers.picture(format.get(), payloadType, retransmissions(payloadType));
            }
        }
        return any;
    }

    private Optional<PictureFormat> format(int payloadType) {
        for (Format format : codecs) {
            Codec codec = format.payloadType() == payloadType ? MediaTable.picture(format.value()) : null;
            if (codec != null) {
                return PictureFormat.of(codec, parameters(payloadType));
            }
        }
        return Optional.empty();
    }

    private String parameters(int payloadType) {
        for (Format parameter : parameters) {
            if (parameter.payloadType() == payloadType) {
                return parameter.value();
            }
        }
        return "";
    }

    private int retransmissions(int payloadType) {
        for (Format parameter : parameters) {
            if (parameter.value().equals("apt=" + payloadType)) {
                return parameter.payloadType();
            }
        }
        return -1;
    }

    /// The codecs of pictures that this section has under the offer's numbers, in the order of its preference.
    List<Codec> codecs(Numbers numbers) {
        List<Codec> found = new ArrayList<>();
        for (int payloadType : isAudio() ? List.<Integer>of() : order) {
            format(payloadType)
                    .map(PictureFormat::codec)
                    .filter(codec -> !found.contains(codec) && order.contains(numbers.type(codec)))
                    .ifPresent(found::add);
        }
        return found;
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
