package org.yizhan.load;

import java.util.List;

/// A media server under load: ours, or a peer.
interface Server extends AutoCloseable {

    String name();

    long pid();

    /// Members of one meeting, connected.
    ///
    /// @param senders     what may send, in the order of the members
    /// @param connections all there are of the meeting
    /// @param names       by which a server that can end a single meeting knows it, its room last
    record Meeting(List<Connection> senders, List<Connection> connections, List<String> names) {

        Meeting(List<Connection> senders, List<Connection> connections) {
            this(senders, connections, List.of());
        }
    }

    /// One member whose picture `receivers` others see.
    Meeting fan(int receivers) throws Exception;

    /// Two members who see and hear each other.
    Meeting pair(boolean recorded) throws Exception;

    /// Ends all meetings; the server goes on.
    void clear() throws Exception;

    @Override
    void close() throws Exception;
}
