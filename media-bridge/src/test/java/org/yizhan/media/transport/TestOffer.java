package org.yizhan.media.transport;

import java.util.stream.Collectors;
import org.yizhan.media.rtp.Codec;

/// Writes the offers of [TestBrowser], in the form of Chromium's.
final class TestOffer {

    private TestOffer() {}

    /// @param sources  sections that are sent, the first of sound
    /// @param sounds   receive slots for sound
    /// @param pictures receive slots for pictures
    static String write(
            TestBrowser page, IceCredentials ice, String fingerprint, int sources, int sounds, int pictures) {
        StringBuilder text = new StringBuilder("v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n");
        text.append("a=group:BUNDLE");
        for (int i = 0; i < sources + sounds + pictures; i++) {
            text.append(' ').append(mid(i, sources, sounds));
        }
        text.append("\r\n");
        for (int i = 0; i < sources + sounds + pictures; i++) {
            boolean audio = i == 0 || i >= sources && i < sources + sounds;
            text.append("m=").append(audio ? "audio" : "video").append(" 9 UDP/TLS/RTP/SAVPF ");
            text.append(audio ? page.opus : types(page)).append("\r\n");
            text.append("a=ice-ufrag:").append(ice.fragment()).append("\r\n");
            text.append("a=ice-pwd:").append(ice.password()).append("\r\n");
            text.append("a=fingerprint:sha-256 ").append(fingerprint).append("\r\n");
            text.append("a=setup:actpass\r\na=mid:")
                    .append(mid(i, sources, sounds))
                    .append("\r\n");
            text.append(i < sources ? "a=sendonly" : "a=recvonly").append("\r\na=rtcp-mux\r\n");
            text.append("a=extmap:").append(page.midExtension).append(" urn:ietf:params:rtp-hdrext:sdes:mid\r\n");
            text.append("a=extmap:").append(page.counterExtension);
            text.append(" http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01\r\n");
            if (audio) {
                text.append("a=extmap:").append(page.levelExtension);
                text.append(" urn:ietf:params:rtp-hdrext:ssrc-audio-level\r\n");
                text.append("a=rtpmap:").append(page.opus).append(" opus/48000/2\r\n");
            } else {
                page.pictures().forEach(codec -> picture(text, codec, page.type(codec)));
            }
            if (i == 0 && sources > 0) {
                text.append("a=ssrc:").append(page.microphone).append(" cname:x\r\n");
            }
            if (i == 1 && page.hasLayers() && sources > 1) {
                text.append("a=extmap:").append(page.ridExtension);
                text.append(" urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id\r\n");
                text.append("a=extmap:").append(page.repairedRidExtension);
                text.append(" urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id\r\n");
                text.append("a=rid:h send\r\na=rid:l send\r\na=simulcast:send h;l\r\n");
            } else if (i >= 1 && i < sources) {
                text.append("a=ssrc-group:FID ")
                        .append(i == 1 ? page.camera : page.document)
                        .append(' ')
                        .append(i == 1 ? page.cameraRtx : page.documentRtx)
                        .append("\r\n");
            }
        }
        return text.toString();
    }

    private static String types(TestBrowser page) {
        return page.pictures().stream()
                .map(codec -> page.type(codec) + " " + (page.type(codec) + 1))
                .collect(Collectors.joining(" "));
    }

    private static void picture(StringBuilder text, Codec codec, int type) {
        text.append("a=rtpmap:").append(type).append(' ').append(codec).append("/90000\r\n");
        if (codec == Codec.H264) {
            text.append("a=fmtp:").append(type).append(" packetization-mode=1;profile-level-id=42e01f\r\n");
        }
        text.append("a=rtpmap:").append(type + 1).append(" rtx/90000\r\n");
        text.append("a=fmtp:").append(type + 1).append(" apt=").append(type).append("\r\n");
    }

    /// As pages name what they receive: by kind and number.
    private static String mid(int section, int sources, int sounds) {
        if (section < sources) {
            return String.valueOf(section);
        }
        int slot = section - sources;
        return slot < sounds ? "a" + slot : "v" + (slot - sounds);
    }
}
