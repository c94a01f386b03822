package org.yizhan.media.transport;

import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import java.security.GeneralSecurityException;
import org.jitsi.srtp.SrtcpCryptoContext;
import org.jitsi.srtp.SrtpContextFactory;
import org.jitsi.srtp.SrtpCryptoContext;
import org.jitsi.srtp.SrtpErrorStatus;
import org.jitsi.srtp.crypto.Aes;
import org.jitsi.utils.logging2.Logger;
import org.jitsi.utils.logging2.LoggerImpl;
import org.yizhan.media.rtp.Bytes;

/// Every profile on the ciphers of the JDK, by Jitsi's SRTP library.
final class JitsiSession implements Protection {

    /// Deriving keys for a stream nobody knows costs microseconds: bounded until one of them proves authentic.
    private static final int MAX_FAILED_DERIVATIONS = 256;

    private static final Logger LOGGER = new LoggerImpl(JitsiSession.class.getName(), java.util.logging.Level.WARNING);

    private final SrtpContextFactory incoming;
    private final SrtpContextFactory outgoing;
    private final IntObjectMap<SrtpCryptoContext> received = new IntObjectHashMap<>();
    private final IntObjectMap<SrtcpCryptoContext> receivedControl = new IntObjectHashMap<>();
    private final IntObjectMap<SrtpCryptoContext> sent = new IntObjectHashMap<>();
    private final IntObjectMap<SrtcpCryptoContext> sentControl = new IntObjectHashMap<>();
    private final PacketBuffer buffer = new PacketBuffer();
    private int failedDerivations;

    /// @param server whether we were the DTLS server
    JitsiSession(SrtpKeys keys, boolean server) {
        var client = new SrtpContextFactory(
                !server,
                keys.clientKey().clone(),
                keys.clientSalt().clone(),
                keys.profile().policy(),
                keys.profile().policy(),
                LOGGER);
        var host = new SrtpContextFactory(
                server,
                keys.serverKey().clone(),
                keys.serverSalt().clone(),
                keys.profile().policy(),
                keys.profile().policy(),
                LOGGER);
        incoming = server ? client : host;
        outgoing = server ? host : client;
    }

    /// Chooses the cipher provider. Otherwise the first packet would wait for a benchmark that judges wrongly: it
    /// hardly warms up Java's own ciphers, which are the faster ones here.
    static void chooseCiphers() {
        Aes.setFactoryClassName("org.jitsi.srtp.crypto.Aes$SunJCECipherFactory");
    }

    @Override
    public int unprotect(byte[] array, int offset, int length) {
        int ssrc = (int) Bytes.u32(array, offset + 8);
        SrtpCryptoContext context = received.get(ssrc);
        boolean fresh = context == null;
        try {
            if (context == null) {
                if (received.size() >= SrtpSession.MAX_STREAMS || failedDerivations >= MAX_FAILED_DERIVATIONS) {
                    return -1;
                }
                context = incoming.deriveContext(ssrc, 0);
            }
            SrtpErrorStatus status = context.reverseTransformPacket(buffer.on(array, offset, length), false);
            if (status != SrtpErrorStatus.OK) {
                failedDerivations += fresh ? 1 : 0;
                return -1;
            }
            if (fresh) {
                received.put(ssrc, context);
                failedDerivations = 0;
            }
            return buffer.getLength();
        } catch (GeneralSecurityException | RuntimeException _) {
            failedDerivations += fresh ? 1 : 0;
            return -1;
        }
    }

    @Override
    public int unprotectControl(byte[] array, int offset, int length) {
        int ssrc = (int) Bytes.u32(array, offset + 4);
        SrtcpCryptoContext context = receivedControl.get(ssrc);
        boolean fresh = context == null;
        try {
            if (context == null) {
                if (receivedControl.size() >= SrtpSession.MAX_STREAMS || failedDerivations >= MAX_FAILED_DERIVATIONS) {
                    return -1;
                }
                context = incoming.deriveControlContext(ssrc);
            }
            SrtpErrorStatus status = context.reverseTransformPacket(buffer.on(array, offset, length));
            if (status != SrtpErrorStatus.OK) {
                failedDerivations += fresh ? 1 : 0;
                return -1;
            }
            if (fresh) {
                receivedControl.put(ssrc, context);
                failedDerivations = 0;
            }
            return buffer.getLength();
        } catch (GeneralSecurityException | RuntimeException _) {
            failedDerivations += fresh ? 1 : 0;
            return -1;
        }
    }

    @Override
    public int protect(byte[] array, int offset, int length) {
        int ssrc = (int) Bytes.u32(array, offset + 8);
        try {
            SrtpCryptoContext context = sent.get(ssrc);
            if (context == null) {
                context = outgoing.deriveContext(ssrc, 0);
                sent.put(ssrc, context);
            }
            var status = context.transformPacket(buffer.on(array, offset, length));
            return status == SrtpErrorStatus.OK ? buffer.getLength() : -1;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("our own packet could not be protected", e);
        }
    }

    @Override
    public int protectControl(byte[] array, int offset, int length) {
        int ssrc = (int) Bytes.u32(array, offset + 4);
        try {
            SrtcpCryptoContext context = sentControl.get(ssrc);
            if (context == null) {
                context = outgoing.deriveControlContext(ssrc);
                sentControl.put(ssrc, context);
            }
            var status = context.transformPacket(buffer.on(array, offset, length));
            return status == SrtpErrorStatus.OK ? buffer.getLength() : -1;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("our own packet could not be protected", e);
        }
    }

    @Override
    public void close() {
        incoming.close();
        outgoing.close();
    }
}
