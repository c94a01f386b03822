package org.yizhan.load;

import java.io.IOException;

/// What the members of all meetings share: certificate, receiving thread, tally.
record Members(Dtls dtls, Receiver receiver, Tally tally) {

    /// A member's connection, not connected yet.
    Connection connection() throws IOException {
        Connection connection = new Connection(dtls, tally);
        receiver.watch(connection);
        return connection;
    }
}
