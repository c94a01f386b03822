package org.yizhan.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;

/// The one thread on which everything arrives.
final class Receiver implements AutoCloseable {

    private final Selector selector = Selector.open();
    private final Datagrams datagrams = new Datagrams();
    private final Thread thread = Thread.ofPlatform().name("receiver").daemon().start(this::run);
    private volatile boolean over;

    Receiver() throws IOException {}

    void watch(Connection connection) throws IOException {
        connection.channel().register(selector, SelectionKey.OP_READ, connection);
        selector.wakeup();
    }

    private void run() {
        while (!over) {
            try {
                selector.select(this::ready, 100);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void ready(SelectionKey key) {
        try {
            ((Connection) key.attachment()).read(datagrams);
        } catch (IOException | RuntimeException _) {
            // Port unreachable, or closed meanwhile.
        }
    }

    @Override
    public void close() throws IOException {
        over = true;
        selector.wakeup();
        thread.interrupt();
        selector.close();
    }
}
