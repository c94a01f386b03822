package org.yizhan.media.transport;

import java.io.IOException;
import java.util.Hashtable;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DTLSServerProtocol;
import org.bouncycastle.tls.DatagramTransport;
import org.bouncycastle.tls.DefaultTlsClient;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsServerCertificate;
import org.bouncycastle.tls.UseSRTPData;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.bc.BcDefaultTlsCredentialedSigner;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Shakes hands with itself. The first handshake of a process loads and interprets all of Bouncy Castle's elliptic
/// curves, which takes most of a second on a small machine.
final class DtlsExercise {

    private static final Logger LOG = LoggerFactory.getLogger(DtlsExercise.class);

    static final int HANDSHAKES = 12;

    private static final int RECORD_BYTES = 1_200;

    private static final int PATIENCE_SECONDS = 20;

    private DtlsExercise() {}

    /// @return how many succeeded
    static int run(DtlsIdentity identity) {
        int done = 0;
        try {
            Fingerprint ours = Fingerprint.parse("sha-256 " + identity.fingerprint())
                    .orElseThrow(() -> new IllegalStateException("our own fingerprint is malformed"));
            while (done < HANDSHAKES) {
                shake(identity, ours);
                done++;
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("a handshake with ourselves failed: {}", e.toString());
        }
        return done;
    }

    private static void shake(DtlsIdentity identity, Fingerprint ours) throws IOException {
        BlockingQueue<byte[]> up = new LinkedBlockingQueue<>();
        BlockingQueue<byte[]> down = new LinkedBlockingQueue<>();
        DtlsServer server = new DtlsServer(identity, ours);
        Thread.ofVirtual().name("dtls-exercise").start(() -> {
            try {
                new DTLSServerProtocol().accept(server, new Records(up, down));
            } catch (IOException e) {
                LOG.warn("a handshake with ourselves failed: {}", e.toString());
            }
        });
        new DTLSClientProtocol().connect(new Client(identity), new Records(down, up));
    }

    /// Datagrams between two threads.
    private record Records(BlockingQueue<byte[]> in, BlockingQueue<byte[]> out) implements DatagramTransport {

        @Override
        public int getReceiveLimit() {
            return RECORD_BYTES;
        }

        @Override
        public int getSendLimit() {
            return RECORD_BYTES;
        }

        @Override
        public int receive(byte[] array, int offset, int length, int waitMillis) throws IOException {
            try {
                byte[] record = in.poll(waitMillis, TimeUnit.MILLISECONDS);
                if (record == null) {
                    return -1;
                }
                System.arraycopy(record, 0, array, offset, Math.min(length, record.length));
                return Math.min(length, record.length);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
        }

        @Override
        public void send(byte[] array, int offset, int length) {
            byte[] record = new byte[length];
            System.arraycopy(array, offset, record, 0, length);
            out.add(record);
        }

        @Override
        public void close() {
            // Nobody else has the queues.
        }
    }

    /// What a browser does, with our own certificate.
    private static final class Client extends DefaultTlsClient {

        private final DtlsIdentity identity;

        Client(DtlsIdentity identity) {
            super(identity.crypto());
            this.identity = identity;
        }

        @Override
        public int getHandshakeTimeoutMillis() {
            return PATIENCE_SECONDS * 1_000;
        }

        @Override
        protected ProtocolVersion[] getSupportedVersions() {
            return ProtocolVersion.DTLSv12.only();
        }

        @Override
        @SuppressWarnings({"rawtypes", "unchecked"})
        public Hashtable getClientExtensions() throws IOException {
            Hashtable extensions = super.getClientExtensions();
            int[] profiles = {SrtpProfile.values()[0].id()};
            TlsSRTPUtils.addUseSRTPExtension(extensions, new UseSRTPData(profiles, new byte[0]));
            return extensions;
        }

        @Override
        public TlsAuthentication getAuthentication() {
            return new TlsAuthentication() {
                @Override
                public void notifyServerCertificate(TlsServerCertificate shown) {
                    // It is ours.
                }

                @Override
                public @Nullable TlsCredentials getClientCredentials(CertificateRequest request) {
                    return new BcDefaultTlsCredentialedSigner(
                            new TlsCryptoParameters(context),
                            identity.crypto(),
                            identity.key(),
                            identity.certificate(),
                            new SignatureAndHashAlgorithm(HashAlgorithm.sha256, SignatureAlgorithm.ecdsa));
                }
            };
        }
    }
}
