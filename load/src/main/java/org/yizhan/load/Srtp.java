package org.yizhan.load;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.logging.Level;
import org.jitsi.srtp.SrtcpCryptoContext;
import org.jitsi.srtp.SrtpContextFactory;
import org.jitsi.srtp.SrtpCryptoContext;
import org.jitsi.srtp.SrtpErrorStatus;
import org.jitsi.srtp.SrtpPolicy;
import org.jitsi.srtp.crypto.Aes;
import org.jitsi.utils.ByteArrayBuffer;
import org.jitsi.utils.logging2.LoggerImpl;

/// SRTP of one connection, client side. One thread protects, another one unprotects.
final class Srtp {

    /// Tag, and index of SRTCP.
    static final int OVERHEAD = 24;

    private final SrtpContextFactory incoming;
    private final SrtpContextFactory outgoing;
    private final Map<Integer, SrtpCryptoContext> received = new HashMap<>();
    private final Map<Integer, SrtcpCryptoContext> receivedControl = new HashMap<>();
    private final Map<Integer, SrtpCryptoContext> sent = new HashMap<>();
    private final Map<Integer, SrtcpCryptoContext> sentControl = new HashMap<>();
    private final Window in = new Window();
    private final Window out = new Window();

    static {
        Aes.setFactoryClassName("org.jitsi.srtp.crypto.Aes$SunJCECipherFactory");
    }

    /// @param material client key, server key, client salt, server salt (RFC 5764 §4.2)
    Srtp(byte[] material) {
        outgoing = factory(true, material, 0, 32);
        incoming = factory(false, material, 16, 44);
    }

    private static SrtpContextFactory factory(boolean sender, byte[] material, int key, int salt) {
        SrtpPolicy policy = new SrtpPolicy(SrtpPolicy.AESGCM_ENCRYPTION, 16, SrtpPolicy.NULL_AUTHENTICATION, 0, 16, 12);
        policy.setSendReplayEnabled(false);
        return new SrtpContextFactory(
                sender,
                Arrays.copyOfRange(material, key, key + 16),
                Arrays.copyOfRange(material, salt, salt + 12),
                policy,
                policy,
                new LoggerImpl(Srtp.class.getName(), Level.WARNING));
    }

    /// The length of the protected packet.
    int protect(byte[] packet, int length, boolean control) {
        try {
            Integer ssrc = number(packet, control ? 4 : 8);
            out.on(packet, length);
            if (control) {
                if (!sentControl.containsKey(ssrc)) {
                    sentControl.put(ssrc, outgoing.deriveControlContext(ssrc));
                }
                sentControl.get(ssrc).transformPacket(out);
            } else {
                SrtpCryptoContext context = sent.get(ssrc);
                if (context == null) {
                    context = outgoing.deriveContext(ssrc, 0);
                    sent.put(ssrc, context);
                }
                context.transformPacket(out);
            }
            return out.length;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a packet could not be protected", e);
        }
    }

    /// The length of the plain packet; -1 when it is not authentic.
    int unprotect(byte[] packet, int length, boolean control) {
        try {
            Integer ssrc = number(packet, control ? 4 : 8);
            in.on(packet, length);
            SrtpErrorStatus status;
            if (control) {
                if (!receivedControl.containsKey(ssrc)) {
                    receivedControl.put(ssrc, incoming.deriveControlContext(ssrc));
                }
                status = receivedControl.get(ssrc).reverseTransformPacket(in);
            } else {
                SrtpCryptoContext context = received.get(ssrc);
                if (context == null) {
                    context = incoming.deriveContext(ssrc, 0);
                    received.put(ssrc, context);
                }
                status = context.reverseTransformPacket(in, false);
            }
            return status == SrtpErrorStatus.OK ? in.length : -1;
        } catch (GeneralSecurityException _) {
            return -1;
        }
    }

    static int number(byte[] bytes, int at) {
        return bytes[at] << 24 | (bytes[at + 1] & 0xFF) << 16 | (bytes[at + 2] & 0xFF) << 8 | bytes[at + 3] & 0xFF;
    }

    private static final class Window implements ByteArrayBuffer {

        private byte[] array = new byte[0];
        private int length;
        private int offset;

        void on(byte[] bytes, int size) {
            array = bytes;
            length = size;
            offset = 0;
        }

        @Override
        public byte[] getBuffer() {
            return array;
        }

        @Override
        public int getOffset() {
            return offset;
        }

        @Override
        public int getLength() {
            return length;
        }

        @Override
        public void setLength(int size) {
            length = size;
        }

        @Override
        public void setOffset(int from) {
            offset = from;
        }

        @Override
        public boolean isInvalid() {
            return false;
        }

        @Override
        public void readRegionToBuff(int from, int size, byte[] to) {
            System.arraycopy(array, offset + from, to, 0, size);
        }

        @Override
        public void grow(int by) {
            if (offset + length + by > array.length) {
                throw new IllegalStateException("no room");
            }
        }

        @Override
        public void append(byte[] bytes, int size) {
            grow(size);
            System.arraycopy(bytes, 0, array, offset + length, size);
            length += size;
        }

        @Override
        public void shrink(int by) {
            length -= Math.min(by, length);
        }
    }
}
