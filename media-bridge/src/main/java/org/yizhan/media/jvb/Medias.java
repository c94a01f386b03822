package org.yizhan.media.jvb;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.yizhan.media.rtp.MediaIds;

/// The bridge's table of what it speaks, in a videobridge's words and with one connection's numbers. See docs/media.md.
final class Medias {

    private static final String MID = "urn:ietf:params:rtp-hdrext:sdes:mid";
    private static final String COUNTER = "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01";
    private static final String LEVEL = "urn:ietf:params:rtp-hdrext:ssrc-audio-level";
    private static final Wire.Feedback TRANSPORT_CC = new Wire.Feedback("transport-cc", null);

    private Medias() {}

    static List<Wire.Media> of(MediaIds ids) {
        List<Wire.Media> medias = new ArrayList<>();
        if (ids.opus() >= 0) {
            medias.add(new Wire.Media("audio", List.of(opus(ids.opus())), extensions(ids, true)));
        }
        if (ids.vp8() >= 0) {
            List<Wire.PayloadType> types = new ArrayList<>(List.of(vp8(ids.vp8())));
            if (ids.rtx() >= 0) {
                types.add(rtx(ids.rtx(), ids.vp8()));
            }
            medias.add(new Wire.Media("video", types, extensions(ids, false)));
        }
        return medias;
    }

    private static Wire.PayloadType opus(int id) {
        return new Wire.PayloadType(
                id, "opus", 48_000, 2, Map.of("minptime", "10", "useinbandfec", "1"), List.of(TRANSPORT_CC));
    }

    private static Wire.PayloadType vp8(int id) {
        return new Wire.PayloadType(
                id,
                "VP8",
                90_000,
                null,
                Map.of(),
                List.of(
                        new Wire.Feedback("ccm", "fir"),
                        new Wire.Feedback("nack", null),
                        new Wire.Feedback("nack", "pli"),
                        TRANSPORT_CC));
    }

    private static Wire.PayloadType rtx(int id, int of) {
        return new Wire.PayloadType(id, "rtx", 90_000, null, Map.of("apt", String.valueOf(of)), List.of());
    }

    private static List<Wire.HeaderExtension> extensions(MediaIds ids, boolean audio) {
        List<Wire.HeaderExtension> all = new ArrayList<>();
        add(all, ids.mid(), MID);
        add(all, ids.transportCounter(), COUNTER);
        if (audio) {
            add(all, ids.audioLevel(), LEVEL);
        }
        return all;
    }

    private static void add(List<Wire.HeaderExtension> to, int id, String uri) {
        if (id > 0) {
            to.add(new Wire.HeaderExtension(id, uri));
        }
    }
}
