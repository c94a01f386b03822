package org.yizhan.media.recording;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yizhan.media.recording.cipher.CipherAlgorithm;
import org.yizhan.media.recording.cipher.DataKey;
import org.yizhan.media.recording.cipher.KeyFolder;
import org.yizhan.media.recording.cipher.SourceCipher;
import org.yizhan.media.recording.webm.Envelope;
import org.yizhan.protocol.id.RecordingId;

/// What opens the files of recordings, and whether new ones are encrypted.
final class RecordingKeys {

    /// New recordings are not encrypted, and encrypted ones cannot be read.
    static final RecordingKeys NONE = new RecordingKeys(null, null);

    private final @Nullable KeyFolder folder;
    private final @Nullable CipherAlgorithm algorithm;

    /// @param algorithm for new recordings; null: they are not encrypted
    RecordingKeys(@Nullable KeyFolder folder, @Nullable CipherAlgorithm algorithm) {
        this.folder = folder;
        this.algorithm = algorithm;
    }

    /// Gives a recording that holds nothing yet its key.
    Manifest begin(Manifest begun) throws IOException {
        if (folder == null || algorithm == null || begun.encryption() != null) {
            return begun;
        }
        DataKey key = folder.make(begun.recording(), algorithm);
        return begun.encrypted(new Manifest.Encryption(key.algorithm().word(), key.check()));
    }

    /// How the pieces of a source are stored.
    ///
    /// @throws KeyMissing when the recording is encrypted and its key is not here
    Envelope of(Manifest manifest, int source) throws IOException {
        Manifest.Encryption encryption = manifest.encryption();
        if (encryption == null) {
            return Envelope.NONE;
        }
        DataKey key = folder == null ? null : folder.find(manifest.recording());
        if (key == null) {
            throw new KeyMissing(manifest.recording());
        }
        if (!key.check().equals(encryption.keyCheck())) {
            throw new IOException("the key of recording " + manifest.recording() + " is not the one that was sealed");
        }
        return new SourceCipher(key, manifest.recording(), source);
    }

    /// @return whether there was a key
    boolean destroy(RecordingId recording) throws IOException {
        return folder != null && folder.destroy(recording);
    }

    /// What lies in the folder of keys; null where there is none or no such key.
    byte @Nullable [] wrapped(RecordingId recording) throws IOException {
        return folder == null ? null : folder.wrapped(recording);
    }

    void putBack(RecordingId recording, byte[] wrapped) throws IOException {
        if (folder != null) {
            folder.putBack(recording, wrapped);
        }
    }

    List<RecordingId> recordings() throws IOException {
        return folder == null ? List.of() : folder.recordings();
    }

    int rotate() throws IOException {
        return folder == null ? 0 : folder.rotate();
    }
}
