package org.yizhan.media.sdp;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.yizhan.media.rtp.Codec;
import org.yizhan.media.rtp.MediaIds;
import org.yizhan.media.rtp.PictureIds;
import org.yizhan.protocol.bridge.SlotFill;

/// Writes the bridge's answer: complete, so that nothing trickles and nothing is negotiated again.
public final class AnswerWriter {

    private final BrowserOffer offer;
    private final AnsweringSide side;
    private final List<SlotStream> streams;
    private final boolean steer;
    private final String name;
    private final StringBuilder out = new StringBuilder(8_192);

    /// @param streams one for each slot of the offer; none where slots are told apart by their media ids alone
    /// @param steer   whether what is sent to the browser is numbered and feedback about it wanted
    /// @param name    canonical name of the streams
    public AnswerWriter(BrowserOffer offer, AnsweringSide side, List<SlotStream> streams, boolean steer, String name) {
        this.offer = offer;
        this.side = side;
        this.streams = List.copyOf(streams);
        this.steer = steer;
        this.name = name;
    }

    /// @param session number of the session, the same for all answers to one member
    /// @param version grows with each answer of a session
    public String write(long session, long version) {
        out.setLength(0);
        line("v=0");
        line("o=- " + session + " " + version + " IN IP4 127.0.0.1");
        line("s=-");
        line("t=0 0");
        line("a=group:BUNDLE "
                + offer.sections().stream()
                        .filter(this::takes)
                        .map(Section::mid)
                        .collect(Collectors.joining(" ")));
        if (side.lite()) {
            line("a=ice-lite");
        }
        line("a=msid-semantic: WMS *");
        offer.sections().forEach(this::section);
        return out.toString();
    }

    private void section(Section section) {
        if (!takes(section)) {
            // A data channel, which the bridge has no use for, or pictures in no codec that the side has.
            line(
                    section.media()
                            ? "m=video 0 UDP/TLS/RTP/SAVPF 0"
                            : "m=application 0 UDP/DTLS/SCTP webrtc-datachannel");
            line("c=IN IP4 0.0.0.0");
            line("a=mid:" + section.mid());
            return;
        }
        MediaIds ids = offer.ids();
        List<PictureIds> pictures = pictures(section);
        InetSocketAddress first = side.addresses().getFirst();
        line("m=" + (section.audio() ? "audio " : "video ") + first.getPort() + " UDP/TLS/RTP/SAVPF "
                + (section.audio() ? sound(section, ids) : numbers(pictures)));
        line("c=IN " + family(first.getAddress()) + " " + text(first.getAddress()));
        candidates();
        line("a=ice-ufrag:" + side.ice().fragment());
        line("a=ice-pwd:" + side.ice().password());
        line("a=fingerprint:" + side.fingerprint());
        line("a=setup:passive");
        line("a=mid:" + section.mid());
        extension(ids.mid(), MediaTable.MID);
        boolean counted = ids.transportCounter() > 0 && (steer || section.source() != null);
        if (counted) {
            extension(ids.transportCounter(), MediaTable.TRANSPORT_COUNTER);
        }
        if (section.audio()) {
            extension(ids.audioLevel(), MediaTable.AUDIO_LEVEL);
        }
        if (layered(section)) {
            extension(ids.extensions().rid(), MediaTable.RID);
            extension(ids.extensions().repairedRid(), MediaTable.REPAIRED_RID);
        }
        line(section.source() != null ? "a=recvonly" : section.slot() >= 0 ? "a=sendonly" : "a=inactive");
        line("a=rtcp-mux");
        line("a=rtcp-rsize");
        if (section.audio()) {
            audio(ids, counted);
        } else {
            pictures.forEach(picture -> video(section, picture, counted));
        }
        if (layered(section)) {
            section.layers().forEach(rid -> line("a=rid:" + rid + " recv"));
            line("a=simulcast:recv " + String.join(";", section.layers()));
        }
        streams.stream().filter(stream -> stream.slot() == section.slot()).forEach(this::stream);
    }

    private boolean layered(Section section) {
        return side.layers() && section.layers().size() > 1;
    }

    /// A browser sends what is named first; what it is sent may be either.
    private String sound(Section section, MediaIds ids) {
        if (!redundant(ids)) {
            return String.valueOf(ids.opus());
        }
        return section.source() != null ? ids.red() + " " + ids.opus() : ids.opus() + " " + ids.red();
    }

    private boolean redundant(MediaIds ids) {
        return side.redundant() && ids.red() >= 0;
    }

    private void audio(MediaIds ids, boolean counted) {
        if (redundant(ids)) {
            line("a=rtpmap:" + ids.red() + " " + MediaTable.RED);
            line("a=fmtp:" + ids.red() + " " + ids.opus() + "/" + ids.opus());
        }
        line("a=rtpmap:" + ids.opus() + " " + MediaTable.OPUS);
        line("a=fmtp:" + ids.opus() + " " + MediaTable.OPUS_PARAMETERS);
        if (counted) {
            line("a=rtcp-fb:" + ids.opus() + " transport-cc");
        }
    }

    private boolean takes(Section section) {
        return section.media() && (section.audio() || !pictures(section).isEmpty());
    }

    /// What the section has of the side's codecs of pictures: VP8 first where it is among them, since a browser sends
    /// what is named first; the others in the offer's order.
    private List<PictureIds> pictures(Section section) {
        return section.codecs().stream()
                .filter(side.pictures()::contains)
                .sorted(Comparator.comparing(codec -> codec != Codec.VP8))
                .map(offer.ids()::picture)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
    }

    private static String numbers(List<PictureIds> pictures) {
        return pictures.stream()
                .map(picture -> picture.rtx() < 0 ? "" + picture.type() : picture.type() + " " + picture.rtx())
                .collect(Collectors.joining(" "));
    }

    private void video(Section section, PictureIds picture, boolean counted) {
        int type = picture.type();
        line("a=rtpmap:" + type + " " + MediaTable.name(picture.codec()));
        line("a=rtcp-fb:" + type + " nack");
        line("a=rtcp-fb:" + type + " nack pli");
        line("a=rtcp-fb:" + type + " ccm fir");
        if (counted) {
            line("a=rtcp-fb:" + type + " transport-cc");
        }
        if (!picture.parameters().isEmpty()) {
            line("a=fmtp:" + type + " " + picture.parameters());
        }
        if (section.source() != null && picture.codec() == Codec.VP8) {
            line("a=fmtp:" + type + " " + MediaTable.START_BITRATE);
        }
        if (picture.rtx() >= 0) {
            line("a=rtpmap:" + picture.rtx() + " " + MediaTable.RTX);
            line("a=fmtp:" + picture.rtx() + " apt=" + type);
        }
    }

    /// Sound slot k and picture slot k share a media stream, so that the browser keeps them in step when both
    /// show the same member.
    private void stream(SlotStream stream) {
        boolean sound = stream.slot() < SlotFill.AUDIO_SLOTS;
        int index = sound ? stream.slot() : stream.slot() - SlotFill.AUDIO_SLOTS;
        line("a=msid:slot-" + index + " " + (sound ? "sound-" : "picture-") + index);
        if (stream.rtx() != 0 && offer.ids().pictures().stream().anyMatch(picture -> picture.rtx() >= 0)) {
            line("a=ssrc-group:FID " + stream.ssrc() + " " + stream.rtx());
            line("a=ssrc:" + stream.ssrc() + " cname:" + name);
            line("a=ssrc:" + stream.rtx() + " cname:" + name);
        } else {
            line("a=ssrc:" + stream.ssrc() + " cname:" + name);
        }
    }

    private void candidates() {
        List<InetSocketAddress> addresses = side.addresses();
        List<InetSocketAddress> doors = side.doors();
        for (int i = 0; i < addresses.size(); i++) {
            InetSocketAddress address = addresses.get(i);
            // Type preference of a host, then our order, then component 1 (RFC 8445 §5.1.2.1).
            long priority = (126L << 24) + ((65_535L - i) << 8) + 255;
            line("a=candidate:" + (i + 1) + " 1 udp " + priority + " " + text(address.getAddress()) + " "
                    + address.getPort() + " typ host");
        }
        for (int i = 0; i < doors.size(); i++) {
            InetSocketAddress door = doors.get(i);
            // Below every UDP candidate; direction preference of a passive one (RFC 6544 §4.2).
            long priority = (90L << 24) + ((4L << 13) + 8_191L - i << 8) + 255;
            line("a=candidate:" + (addresses.size() + i + 1) + " 1 tcp " + priority + " " + text(door.getAddress())
                    + " " + door.getPort() + " typ host tcptype passive");
        }
        line("a=end-of-candidates");
    }

    private void extension(int id, String uri) {
        if (id > 0) {
            line("a=extmap:" + id + " " + uri);
        }
    }

    private static String family(InetAddress address) {
        return address instanceof Inet6Address ? "IP6" : "IP4";
    }

    private static String text(InetAddress address) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        return zone < 0 ? text : text.substring(0, zone);
    }

    private void line(String text) {
        out.append(text).append("\r\n");
    }
}
