package org.yizhan.media.recording.cipher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Cipher;
import org.yizhan.media.recording.evidence.Sha256;
import org.yizhan.protocol.id.RecordingId;

/// The keys that wrap data keys, 32 bytes each. The first is the current one; the others still open what they
/// wrapped. A new first line rotates: at the next start every data key is wrapped anew, then the old line may go.
public final class MasterKeys {

    private static final int KEY_BYTES = 32;
    private static final int VERSION = 1;

    private record Master(String id, byte[] key) {}

    private final List<Master> keys;

    private MasterKeys(List<Master> keys) {
        this.keys = keys;
    }

    /// Reads the file, hexadecimal keys one a line; makes it with one key when it does not exist.
    public static MasterKeys at(Path file) throws IOException {
        if (!Files.exists(file)) {
            create(file);
        }
        return of(Files.readString(file).lines().toList());
    }

    /// From a setting or the environment: hexadecimal keys, separated by commas.
    public static MasterKeys listed(String keys) throws IOException {
        return of(List.of(keys.split(",")));
    }

    private static MasterKeys of(List<String> lines) throws IOException {
        List<Master> keys = new ArrayList<>();
        for (String line : lines) {
            String word = line.strip();
            if (word.isEmpty() || word.startsWith("#")) {
                continue;
            }
            try {
                byte[] key = HexFormat.of().parseHex(word);
                if (key.length != KEY_BYTES) {
                    throw new IllegalArgumentException("wrong length");
                }
                keys.add(new Master(Sha256.of(key).substring(0, 16), key));
            } catch (IllegalArgumentException _) {
                throw new IOException("a master key has " + 2 * KEY_BYTES + " hexadecimal characters");
            }
        }
        if (keys.isEmpty()) {
            throw new IOException("there is no master key");
        }
        return new MasterKeys(List.copyOf(keys));
    }

    private static void create(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException("no folder for " + file);
        }
        Files.createDirectories(folder);
        Path written = Files.createTempFile(
                folder,
                "master",
                ".tmp",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(written, HexFormat.of().formatHex(DataKey.random(KEY_BYTES)) + "\n");
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    }

    boolean wrappedByCurrent(WrappedKey wrapped) {
        return wrapped.master().equals(keys.getFirst().id());
    }

    WrappedKey wrap(RecordingId recording, DataKey key) {
        Master master = keys.getFirst();
        byte[] nonce = DataKey.random(CipherAlgorithm.NONCE_BYTES);
        byte[] wrapped = run(Cipher.ENCRYPT_MODE, master, key.algorithm(), recording, nonce, key.bytes());
        Base64.Encoder text = Base64.getEncoder();
        return new WrappedKey(
                VERSION,
                recording.toString(),
                key.algorithm().word(),
                master.id(),
                text.encodeToString(nonce),
                text.encodeToString(wrapped));
    }

    DataKey unwrap(RecordingId recording, WrappedKey wrapped) throws IOException {
        for (Master master : keys) {
            if (master.id().equals(wrapped.master())) {
                try {
                    CipherAlgorithm algorithm = CipherAlgorithm.ofWord(wrapped.algorithm());
                    byte[] nonce = Base64.getDecoder().decode(wrapped.nonce());
                    byte[] sealed = Base64.getDecoder().decode(wrapped.wrapped());
                    return new DataKey(
                            algorithm, run(Cipher.DECRYPT_MODE, master, algorithm, recording, nonce, sealed));
                } catch (IllegalArgumentException | IllegalStateException damaged) {
                    throw new IOException("the key of recording " + recording + " is damaged", damaged);
                }
            }
        }
        throw new IOException("master key " + wrapped.master() + " of recording " + recording + " is not here");
    }

    private static byte[] run(
            int mode, Master master, CipherAlgorithm algorithm, RecordingId recording, byte[] nonce, byte[] input) {
        try {
            byte[] purpose = ("yizhan-wrap:" + algorithm.word()).getBytes(StandardCharsets.US_ASCII);
            byte[] bound = ("yizhan-wrapped:" + recording).getBytes(StandardCharsets.US_ASCII);
            return algorithm.run(mode, algorithm.derive(master.key(), purpose), nonce, bound, input);
        } catch (GeneralSecurityException refused) {
            throw new IllegalStateException("the key does not fit", refused);
        }
    }
}
