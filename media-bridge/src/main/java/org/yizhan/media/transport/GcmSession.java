package org.yizhan.media.transport;

import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.yizhan.media.rtp.Bytes;

/// SRTP with AES in Galois/Counter Mode (RFC 7714) on the system's OpenSSL, both ways of one connection, in place.
/// Makes
/// nothing for a packet. Not thread-safe.
final class GcmSession implements Protection {

    private static final int TAG = 16;
    private static final int VECTOR = 12;
    private static final int RTP_HEADER = 12;
    private static final int RTCP_HEADER = 8;
    private static final int INDEX = 4;

    /// Labels of key derivation (RFC 3711 §4.3.1).
    private static final int RTP_KEY = 0;

    private static final int RTP_SALT = 2;
    private static final int RTCP_KEY = 3;
    private static final int RTCP_SALT = 5;

    /// Where things lie in the native memory: the packet, its vector, what the library writes.
    private static final int ROOM = Lane.MAX_DATAGRAM + 64;

    private static final int VECTOR_AT = ROOM;
    private static final int WRITTEN_AT = ROOM + 16;

    /// One direction of RTP or of RTCP: a key, a salt, and the streams under them.
    private static final class Direction {

        final long context;
        final byte[] salt;
        final IntObjectMap<PacketIndex> streams = new IntObjectHashMap<>();

        Direction(byte[] key, byte[] salt, int keyLabel, int saltLabel, boolean encrypts) {
            this.context = LibCrypto.context(derive(key, salt, keyLabel, key.length), encrypts);
            this.salt = derive(key, salt, saltLabel, VECTOR);
        }
    }

    private final Arena arena = Arena.ofShared();
    private final MemorySegment memory = arena.allocate(ROOM + 32L, 64);
    private final long base = memory.address();
    private final Direction received;
    private final Direction receivedControl;
    private final Direction sent;
    private final Direction sentControl;
    private boolean closed;

    /// @param server whether we were the DTLS server
    GcmSession(SrtpKeys keys, boolean server) {
        byte[] theirKey = server ? keys.clientKey() : keys.serverKey();
        byte[] theirSalt = server ? keys.clientSalt() : keys.serverSalt();
        byte[] ourKey = server ? keys.serverKey() : keys.clientKey();
        byte[] ourSalt = server ? keys.serverSalt() : keys.clientSalt();
        received = new Direction(theirKey, theirSalt, RTP_KEY, RTP_SALT, false);
        receivedControl = new Direction(theirKey, theirSalt, RTCP_KEY, RTCP_SALT, false);
        sent = new Direction(ourKey, ourSalt, RTP_KEY, RTP_SALT, true);
        sentControl = new Direction(ourKey, ourSalt, RTCP_KEY, RTCP_SALT, true);
    }

    /// Key derivation with AES in counter mode; the salt of 12 bytes has two zeros behind it (RFC 7714 §11).
    private static byte[] derive(byte[] key, byte[] salt, int label, int length) {
        try {
            byte[] counter = Arrays.copyOf(salt, 16);
            counter[7] ^= (byte) label;
            Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
            byte[] derived = new byte[32];
            for (int i = 0; i < 2; i++) {
                counter[15] = (byte) i;
                cipher.doFinal(counter, 0, 16, derived, 16 * i);
            }
            return Arrays.copyOf(derived, length);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES", e);
        }
    }

    @Override
    public int unprotect(byte[] array, int offset, int length) {
        int header = headerLength(array, offset, length);
        if (header < 0 || length < header + TAG) {
            return -1;
        }
        int ssrc = (int) Bytes.u32(array, offset + 8);
        PacketIndex known = received.streams.get(ssrc);
        if (known == null && received.streams.size() >= SrtpSession.MAX_STREAMS) {
            return -1;
        }
        PacketIndex stream = known == null ? new PacketIndex() : known;
        long index = stream.of(Bytes.u16(array, offset + 2));
        if (stream.isOld(index)) {
            return -1;
        }
        int text = length - header - TAG;
        enter(array, offset, length);
        vector(received.salt, ssrc, index);
        if (!LibCrypto.begin(received.context, base + VECTOR_AT)
                || !LibCrypto.update(received.context, 0, base + WRITTEN_AT, base, header)
                || !update(received.context, header, text)
                || !LibCrypto.open(received.context, base + WRITTEN_AT, base + header + text)) {
            return -1;
        }
        stream.add(index);
        if (known == null) {
            received.streams.put(ssrc, stream);
        }
        leave(array, offset, header, text);
        return header + text;
    }

    @Override
    public int protect(byte[] array, int offset, int length) {
        int header = headerLength(array, offset, length);
        if (header < 0 || length + TAG > ROOM) {
            return -1;
        }
        int ssrc = (int) Bytes.u32(array, offset + 8);
        PacketIndex stream = sent.streams.get(ssrc);
        if (stream == null) {
            stream = new PacketIndex();
            sent.streams.put(ssrc, stream);
        }
        long index = stream.of(Bytes.u16(array, offset + 2));
        // A vector that was used once must not be used for another packet; a forwarded one that is late has its own.
        if (stream.isOld(index)) {
            return -1;
        }
        stream.add(index);
        int text = length - header;
        enter(array, offset, length);
        vector(sent.salt, ssrc, index);
        if (!LibCrypto.begin(sent.context, base + VECTOR_AT)
                || !LibCrypto.update(sent.context, 0, base + WRITTEN_AT, base, header)
                || !update(sent.context, header, text)
                || !LibCrypto.seal(sent.context, base + WRITTEN_AT, base + length)) {
            throw new IllegalStateException("our own packet could not be protected");
        }
        leave(array, offset, header, text + TAG);
        return length + TAG;
    }

    @Override
    public int unprotectControl(byte[] array, int offset, int length) {
        int text = length - RTCP_HEADER - TAG - INDEX;
        if (text < 0 || length > ROOM) {
            return -1;
        }
        int word = (int) Bytes.u32(array, offset + length - INDEX);
        int ssrc = (int) Bytes.u32(array, offset + 4);
        long index = word & 0x7FFF_FFFFL;
        PacketIndex known = receivedControl.streams.get(ssrc);
        // Unencrypted RTCP has the highest bit unset; nobody sends it.
        if (word >= 0 || known == null && receivedControl.streams.size() >= SrtpSession.MAX_STREAMS) {
            return -1;
        }
        PacketIndex stream = known == null ? new PacketIndex() : known;
        if (stream.isOld(index)) {
            return -1;
        }
        enter(array, offset, length);
        vector(receivedControl.salt, ssrc, index);
        long context = receivedControl.context;
        if (!LibCrypto.begin(context, base + VECTOR_AT)
                || !LibCrypto.update(context, 0, base + WRITTEN_AT, base, RTCP_HEADER)
                || !LibCrypto.update(context, 0, base + WRITTEN_AT, base + length - INDEX, INDEX)
                || !update(context, RTCP_HEADER, text)
                || !LibCrypto.open(context, base + WRITTEN_AT, base + RTCP_HEADER + text)) {
            return -1;
        }
        stream.add(index);
        if (known == null) {
            receivedControl.streams.put(ssrc, stream);
        }
        leave(array, offset, RTCP_HEADER, text);
        return RTCP_HEADER + text;
    }

    @Override
    public int protectControl(byte[] array, int offset, int length) {
        if (length < RTCP_HEADER || length + TAG + INDEX > ROOM) {
            return -1;
        }
        int ssrc = (int) Bytes.u32(array, offset + 4);
        PacketIndex stream = sentControl.streams.get(ssrc);
        if (stream == null) {
            stream = new PacketIndex();
            sentControl.streams.put(ssrc, stream);
        }
        long index = stream.highest() + 1;
        stream.add(index);
        int text = length - RTCP_HEADER;
        Bytes.put32(array, offset + length + TAG, 0x8000_0000L | index);
        enter(array, offset, length + TAG + INDEX);
        vector(sentControl.salt, ssrc, index);
        long context = sentControl.context;
        if (!LibCrypto.begin(context, base + VECTOR_AT)
                || !LibCrypto.update(context, 0, base + WRITTEN_AT, base, RTCP_HEADER)
                || !LibCrypto.update(context, 0, base + WRITTEN_AT, base + length + TAG, INDEX)
                || !update(context, RTCP_HEADER, text)
                || !LibCrypto.seal(context, base + WRITTEN_AT, base + length)) {
            throw new IllegalStateException("our own packet could not be protected");
        }
        leave(array, offset, RTCP_HEADER, text + TAG);
        return length + TAG + INDEX;
    }

    private boolean update(long context, int at, int length) {
        return length == 0 || LibCrypto.update(context, base + at, base + WRITTEN_AT, base + at, length);
    }

    private void enter(byte[] array, int offset, int length) {
        MemorySegment.copy(array, offset, memory, ValueLayout.JAVA_BYTE, 0, length);
    }

    private void leave(byte[] array, int offset, int at, int length) {
        MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, at, array, offset + at, length);
    }

    /// Two zero bytes, SSRC and index, with the salt over them (RFC 7714 §8.1, §9.1). The index of RTCP has its 31 bits
    /// in
    /// the place of the lower 32.
    private void vector(byte[] salt, int ssrc, long index) {
        long low = index & 0xFFFF_FFFF_FFFFL;
        for (int i = 0; i < VECTOR; i++) {
            long part = i < 2 ? 0 : i < 6 ? ssrc >>> 8 * (5 - i) : low >>> 8 * (11 - i);
            memory.set(ValueLayout.JAVA_BYTE, VECTOR_AT + (long) i, (byte) (salt[i] ^ part));
        }
    }

    /// Length of header and extensions; -1 when the packet is shorter.
    private static int headerLength(byte[] array, int offset, int length) {
        if (length < RTP_HEADER || length > ROOM) {
            return -1;
        }
        int header = RTP_HEADER + 4 * (array[offset] & 0x0F);
        if ((array[offset] & 0x10) != 0) {
            if (header + 4 > length) {
                return -1;
            }
            header += 4 + 4 * Bytes.u16(array, offset + header + 2);
        }
        return header > length ? -1 : header;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            LibCrypto.free(received.context);
            LibCrypto.free(receivedControl.context);
            LibCrypto.free(sent.context);
            LibCrypto.free(sentControl.context);
            arena.close();
        }
    }
}
