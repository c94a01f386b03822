package org.yizhan.load;

import java.net.InetSocketAddress;

/// Session descriptions of the synthetic members.
final class Sdp {

    private static final String HEAD = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n";

    private Sdp() {}

    /// A member of ours: microphone, camera, and the seven receive slots that our pages offer too.
    static String member(Connection connection) {
        StringBuilder text = new StringBuilder(HEAD).append("a=group:BUNDLE 0 1 2 3 4 5 6 7 8\r\n");
        for (int mid = 0; mid < 9; mid++) {
            boolean audio = mid == 0 || mid >= 2 && mid < 5;
            section(text, connection, mid, audio, mid < 2 ? "sendonly" : "recvonly", "actpass");
        }
        return text.toString();
    }

    /// Microphone and camera, for a server that gives every direction a connection of its own.
    static String publisher(Connection connection) {
        StringBuilder text = new StringBuilder(HEAD).append("a=group:BUNDLE 0 1\r\n");
        section(text, connection, 0, true, "sendonly", "active");
        section(text, connection, 1, false, "sendonly", "active");
        return text.toString();
    }

    /// Takes all that is offered, with the offer's own numbers.
    static String subscriber(Connection connection, String offer) {
        StringBuilder text = new StringBuilder(HEAD);
        offer.lines()
                .filter(line -> line.startsWith("a=group:"))
                .forEach(line -> text.append(line).append("\r\n"));
        String[] sections = offer.split("\r\nm=");
        for (int i = 1; i < sections.length; i++) {
            String[] lines = ("m=" + sections[i]).split("\r\n");
            text.append(lines[0]).append("\r\nc=IN IP4 127.0.0.1\r\na=recvonly\r\n");
            for (String line : lines) {
                if (line.startsWith("a=mid:")
                        || line.startsWith("a=rtpmap:")
                        || line.startsWith("a=fmtp:")
                        || line.startsWith("a=rtcp-fb:")
                        || line.startsWith("a=extmap:")) {
                    text.append(line).append("\r\n");
                }
            }
            transport(text, connection, "active");
        }
        return text.toString();
    }

    private static void section(
            StringBuilder text, Connection connection, int mid, boolean audio, String direction, String setup) {
        text.append(audio ? "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\n" : "m=video 9 UDP/TLS/RTP/SAVPF 96 97\r\n");
        text.append("c=IN IP4 127.0.0.1\r\na=mid:")
                .append(mid)
                .append("\r\na=")
                .append(direction)
                .append("\r\n");
        transport(text, connection, setup);
        text.append("a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid\r\n");
        text.append("a=extmap:3 http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01\r\n");
        if (audio) {
            text.append("a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level\r\n");
            text.append("a=rtpmap:111 opus/48000/2\r\na=fmtp:111 minptime=10;useinbandfec=1\r\n");
        } else {
            text.append("a=rtpmap:96 VP8/90000\r\na=rtpmap:97 rtx/90000\r\na=fmtp:97 apt=96\r\n");
            text.append("a=rtcp-fb:96 transport-cc\r\na=rtcp-fb:96 nack\r\na=rtcp-fb:96 nack pli\r\n");
            text.append("a=rtcp-fb:96 ccm fir\r\n");
        }
        if (direction.equals("sendonly")) {
            text.append("a=msid:load ").append(audio ? "audio" : "video").append("\r\n");
            text.append("a=ssrc:")
                    .append(audio ? connection.audio : connection.video)
                    .append(" cname:load\r\n");
        }
    }

    private static void transport(StringBuilder text, Connection connection, String setup) {
        text.append("a=ice-ufrag:").append(connection.fragment).append("\r\na=ice-pwd:");
        text.append(connection.password).append("\r\na=fingerprint:sha-256 ").append(connection.fingerprint());
        text.append("\r\na=setup:").append(setup).append("\r\na=rtcp-mux\r\n");
        text.append("a=candidate:1 1 udp 2130706431 127.0.0.1 ").append(connection.port());
        text.append(" typ host\r\na=end-of-candidates\r\n");
    }

    /// Where the other side is, from its description.
    static Connection.Remote remote(String sdp) {
        String fragment = value(sdp, "a=ice-ufrag:");
        String password = value(sdp, "a=ice-pwd:");
        String[] candidate = value(sdp, "a=candidate:").split(" ");
        return new Connection.Remote(
                new InetSocketAddress(candidate[4], Integer.parseInt(candidate[5])), fragment, password);
    }

    private static String value(String sdp, String start) {
        return sdp.lines()
                .filter(line -> line.startsWith(start))
                .findFirst()
                .map(line -> line.substring(start.length()).strip())
                .orElseThrow(() -> new IllegalArgumentException("no " + start + " in\n" + sdp));
    }
}
