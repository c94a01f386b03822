package org.yizhan.load;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.zip.CRC32;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The little of STUN (RFC 8489) that the controlling side of ICE needs against a lite agent.
final class Stun {

    private static final int HEADER = 20;
    private static final int COOKIE = 0x2112_A442;
    private static final int FINGERPRINT_MASK = 0x5354_554E;

    private Stun() {}

    /// A signed check that nominates its path.
    static byte[] nomination(String username, String password) {
        byte[] name = username.getBytes(StandardCharsets.UTF_8);
        ByteBuffer out = ByteBuffer.allocate(256);
        out.putShort((short) 0x0001).putShort((short) 0).putInt(COOKIE);
        for (int i = 0; i < 3; i++) {
            out.putInt(ThreadLocalRandom.current().nextInt());
        }
        out.putShort((short) 0x0006).putShort((short) name.length).put(name);
        out.position(out.position() + 3 & ~3);
        out.putShort((short) 0x0024).putShort((short) 4).putInt(1_862_270_975);
        out.putShort((short) 0x802A).putShort((short) 8).putLong(42);
        out.putShort((short) 0x0025).putShort((short) 0);
        int end = out.position();
        out.putShort(2, (short) (end + 24 - HEADER));
        byte[] mac = sign(out.array(), end, password);
        out.putShort((short) 0x0008).putShort((short) 20).put(mac);
        end = out.position();
        out.putShort(2, (short) (end + 8 - HEADER));
        CRC32 crc = new CRC32();
        crc.update(out.array(), 0, end);
        out.putShort((short) 0x8028).putShort((short) 4).putInt((int) crc.getValue() ^ FINGERPRINT_MASK);
        byte[] whole = new byte[out.position()];
        out.get(0, whole);
        return whole;
    }

    /// The answer to a check of the other side: a server that is no lite agent makes some of its own.
    static byte[] success(byte[] request, InetSocketAddress from, String password) {
        ByteBuffer out = ByteBuffer.allocate(128);
        out.putShort((short) 0x0101).putShort((short) 0).put(request, 4, 16);
        byte[] address = from.getAddress().getAddress();
        out.putShort((short) 0x0020).putShort((short) 8).putShort((short) 1);
        out.putShort((short) (from.getPort() ^ COOKIE >>> 16));
        out.putInt(ByteBuffer.wrap(address).getInt() ^ COOKIE);
        int end = out.position();
        out.putShort(2, (short) (end + 24 - HEADER));
        byte[] mac = sign(out.array(), end, password);
        out.putShort((short) 0x0008).putShort((short) 20).put(mac);
        end = out.position();
        out.putShort(2, (short) (end + 8 - HEADER));
        CRC32 crc = new CRC32();
        crc.update(out.array(), 0, end);
        out.putShort((short) 0x8028).putShort((short) 4).putInt((int) crc.getValue() ^ FINGERPRINT_MASK);
        byte[] whole = new byte[out.position()];
        out.get(0, whole);
        return whole;
    }

    static boolean isRequest(byte[] packet) {
        return packet[0] == 0x00 && packet[1] == 0x01;
    }

    static boolean isSuccess(byte[] packet) {
        return packet[0] == 0x01 && packet[1] == 0x01;
    }

    private static byte[] sign(byte[] message, int length, String password) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(password.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            mac.update(message, 0, length);
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC-SHA1", e);
        }
    }
}
