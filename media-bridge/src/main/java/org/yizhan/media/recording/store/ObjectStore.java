package org.yizhan.media.recording.store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.yizhan.media.recording.evidence.Sha256;

/// Objects by name. Every call waits for the network, and fails with a
/// [StoreRefusal] that says why. May be called by several threads.
public interface ObjectStore extends AutoCloseable {

    /// What an object consists of.
    interface Body {
        long length();

        /// In lower-case hexadecimal; the store refuses what does not fit it.
        String sha256();

        InputStream open() throws IOException;

        static Body of(byte[] bytes) {
            String hash = Sha256.of(bytes);
            return new Body() {
                @Override
                public long length() {
                    return bytes.length;
                }

                @Override
                public String sha256() {
                    return hash;
                }

                @Override
                public InputStream open() {
                    return new ByteArrayInputStream(bytes);
                }
            };
        }
    }

    record Entry(String name, long bytes) {}

    /// Where it is, for the administrator; no secrets.
    String where();

    /// Puts an object, or another one in its place: whoever reads sees one of them, whole.
    void put(String name, Body body) throws StoreRefusal;

    /// Writes an object's bytes to `into`.
    ///
    /// @throws StoreRefusal [StoreRefusal.Reason#MISSING] when there is none
    /// @throws IOException  when `into` refuses
    void get(String name, OutputStream into) throws IOException;

    /// Objects whose names begin with `prefix`, in the order of their names.
    List<Entry> list(String prefix) throws StoreRefusal;

    /// Removes every object whose name begins with `prefix`, with all versions that the store has kept of it.
    void delete(String prefix) throws StoreRefusal;

    @Override
    void close();
}
