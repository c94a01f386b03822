package org.yizhan.media.transport;

import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.tls.DatagramTransport;

/// What Bouncy Castle reads and writes DTLS records by.
///
/// @param dtls records that came
record TestRecords(BlockingQueue<byte[]> dtls, TestBrowser page) implements DatagramTransport {

    @Override
    public int getReceiveLimit() {
        return 2_048;
    }

    @Override
    public int receive(byte[] array, int offset, int length, int waitMillis) throws IOException {
        try {
            byte[] record = dtls.poll(waitMillis, TimeUnit.MILLISECONDS);
            if (record == null) {
                return -1;
            }
            System.arraycopy(record, 0, array, offset, record.length);
            return record.length;
        } catch (InterruptedException e) {
            throw new EOFException(e.toString());
        }
    }

    @Override
    public int getSendLimit() {
        return 1_200;
    }

    @Override
    public void send(byte[] array, int offset, int length) throws IOException {
        page.sendRaw(Arrays.copyOfRange(array, offset, offset + length));
    }

    @Override
    public void close() {}
}
