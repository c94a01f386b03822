package org.yizhan.media.transport;

import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.tls.DatagramTransport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Shakes hands with itself. The first handshake of a process loads and interprets all of Bouncy Castle's elliptic
/// curves, which takes most of a second on a small machine.
final class DtlsExercise {

    private static final Logger LOG = LoggerFactory.getLogger(DtlsExercise.class);

    static final int HANDSHAKES = 12;

    private static final int RECORD_BYTES = 1_200;

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
                server.shake(new Records(up, down));
            } catch (IOException e) {
                LOG.warn("a handshake with ourselves failed: {}", e.toString());
            }
        });
        new DtlsClient(identity, ours).shake(new Records(down, up));
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
}
