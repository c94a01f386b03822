package org.yizhan.app.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;
import org.jspecify.annotations.Nullable;

/// The key that signs the trial provider's tokens: made at the first start, kept in the data folder for its owner only,
/// so that tokens stay good over a restart.
final class SigningKey {

    private static final int BITS = 2048;
    private static final String FILE = "identity-key.json";

    private SigningKey() {}

    /// @param folder null: a key for this process only
    static RSAKey in(@Nullable Path folder) {
        try {
            if (folder == null) {
                return generated();
            }
            var file = folder.resolve(FILE);
            if (Files.notExists(file)) {
                keep(generated(), folder, file);
            }
            return RSAKey.parse(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ParseException | JOSEException e) {
            throw new IllegalStateException("the key in " + folder + " cannot be read", e);
        }
    }

    private static RSAKey generated() throws JOSEException {
        return new RSAKeyGenerator(BITS).keyIDFromThumbprint(true).generate();
    }

    /// Appears whole or not at all.
    private static void keep(RSAKey key, Path folder, Path file) throws IOException {
        Files.createDirectories(folder);
        var part = Files.createTempFile(
                folder,
                FILE,
                ".part",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(part, key.toJSONString());
        Files.move(part, file);
    }
}
