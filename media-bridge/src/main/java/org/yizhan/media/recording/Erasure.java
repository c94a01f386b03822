package org.yizhan.media.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.yizhan.media.recording.evidence.SealKey;
import org.yizhan.media.recording.evidence.Sha256;
import org.yizhan.protocol.id.CaseId;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.RecordingId;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// The certificate that a recording was made unreadable, `erasure.json`. What it was stays provable: manifest, log
/// and seal are kept, they hold nothing that was seen or heard.
///
/// @param method    `key-destroyed`; `files-deleted` of one that was not encrypted
/// @param reason    `term` or what was stated
/// @param keyCheck  tells the destroyed key from any other; null when there was none
/// @param chainHead of the recording's seal
/// @param signature base64, over [#text()]
public record Erasure(
        RecordingId recording,
        ConsultationId consultation,
        @Nullable CaseId caseId,
        String method,
        String reason,
        @Nullable String keyCheck,
        String chainHead,
        Instant at,
        String algorithm,
        String keyId,
        String signature) {

    static final String FILE = "erasure.json";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// The key goes first: whatever happens then, the recording is unreadable and this can be repeated.
    static Erasure of(
            RecordingFolder folder, Copies copies, SealKey key, RecordingId recording, String reason, Instant at)
            throws IOException {
        Path path = folder.of(recording);
        Manifest manifest = folder.manifest(recording);
        if (manifest == null) {
            throw new IOException("recording " + recording + " has no manifest");
        }
        Erasure done = in(path);
        folder.keys().destroy(recording);
        // A key that lies somewhere else still is not destroyed: no certificate before.
        copies.destroyKey(recording);
        copies.erased(recording);
        for (RecordedSource source : manifest.sources()) {
            Files.deleteIfExists(path.resolve(source.file()));
        }
        if (done != null) {
            return done;
        }
        Manifest.Encryption encryption = manifest.encryption();
        Erasure unsigned = new Erasure(
                recording,
                manifest.consultation(),
                manifest.caseId(),
                encryption == null ? "files-deleted" : "key-destroyed",
                reason,
                encryption == null ? null : encryption.keyCheck(),
                manifest.chainHead(),
                at,
                key.algorithm().word(),
                key.id(),
                "");
        Erasure signed = unsigned.signed(key.sign(unsigned.text()));
        folder.writeBeside(recording, FILE, JSON.writeValueAsBytes(signed));
        return signed;
    }

    /// The certificate in a recording's folder; null when it was not erased.
    static @Nullable Erasure in(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        try {
            return Files.exists(file) ? JSON.readValue(Files.readAllBytes(file), Erasure.class) : null;
        } catch (JacksonException damaged) {
            throw new IOException("the certificate of erasure is damaged", damaged);
        }
    }

    /// As it is kept and handed out.
    public String json() {
        return JSON.writeValueAsString(this);
    }

    public String sha256() {
        return Sha256.of(JSON.writeValueAsBytes(this));
    }

    boolean isSignedBy(PublicKey trusted) {
        return SealKey.verifies(trusted, text(), signature);
    }

    /// What the signature covers, one fact a line.
    String text() {
        return "yizhan-recording-erasure 1\nrecording: " + recording + "\nconsultation: " + consultation + "\ncase: "
                + (caseId == null ? "-" : caseId) + "\nmethod: " + method + "\nreason: " + reason.replace('\n', ' ')
                + "\nkey-check: " + (keyCheck == null ? "-" : keyCheck) + "\nchain: " + chainHead + "\nerased: " + at
                + "\nkey: " + algorithm + " " + keyId + "\n";
    }

    private Erasure signed(String made) {
        return new Erasure(
                recording, consultation, caseId, method, reason, keyCheck, chainHead, at, algorithm, keyId, made);
    }
}
