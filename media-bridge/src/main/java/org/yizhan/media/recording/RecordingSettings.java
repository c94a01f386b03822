package org.yizhan.media.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.yizhan.media.recording.cipher.CipherAlgorithm;
import org.yizhan.media.recording.cipher.KeyFolder;
import org.yizhan.media.recording.cipher.MasterKeys;
import org.yizhan.media.recording.evidence.SealAlgorithm;

/// `yizhan.recording.*`.
///
/// @param folder          where recordings are kept; `recordings` in the data folder unless set
/// @param key             PEM file of the key that seals them, made when it does not exist;
///                        `keys/recording-ed25519.pem` or `keys/recording-sm2.pem` in the data folder unless set
/// @param seal            with which algorithm: `ed25519` or `sm2` (over SM3)
/// @param encryption      of new recordings: `aes-256-gcm`, `sm4-gcm` or `none`
/// @param masterKeys      64 hexadecimal characters a key, newest first, separated by commas; wins over the file
/// @param masterKeyFile   the same, a line a key; made with one key when it does not exist;
///                        `keys/recording-master.keys` in the data folder unless set
/// @param keyFolder       the wrapped data keys; `keys/recordings` in the data folder unless set
/// @param fragment        longest piece that is gathered before it is written: what a killed process may lose,
///                        together
///                        with the writer's round of 50 ms
/// @param hold            how long a hole in the packets may stay open for a retransmission; three times as long for
///                        half a minute after one was given up
/// @param keyframeEvery   a player starts at key frames only, so none shall be further away than this; on lines that
///                        lose much or carry little, 20 s
/// @param forceEvery      how often written data is forced to the disk: what a power cut may lose. A killed process
/// loses
///                        nothing that was written, forced or not
/// @param continueWithin  after a start, how long an interrupted recording waits to be continued before it is sealed
/// @param writers         threads that write all recordings
/// @param inbox           most that waits for a writer, per recording; what comes on top is lost and counted
/// @param playbackFor     how long the page that stated a reason may read
@ConfigurationProperties("yizhan.recording")
public record RecordingSettings(
        @Nullable Path folder,
        @Nullable Path key,
        @DefaultValue("ed25519") SealAlgorithm seal,
        @DefaultValue("aes-256-gcm") Encryption encryption,
        @Nullable String masterKeys,
        @Nullable Path masterKeyFile,
        @Nullable Path keyFolder,
        @DefaultValue("900ms") Duration fragment,
        @DefaultValue("500ms") Duration hold,
        @DefaultValue("4s") Duration keyframeEvery,
        @DefaultValue("5s") Duration forceEvery,
        @DefaultValue("2m") Duration continueWithin,
        @DefaultValue("2") int writers,
        @DefaultValue("16MB") DataSize inbox,
        @DefaultValue("12h") Duration playbackFor) {

    static final String MASTER_KEYS = "keys/recording-master.keys";

    Path folderIn(Path data) {
        return folder == null ? data.resolve("recordings") : folder;
    }

    /// What new recordings are encrypted with.
    public enum Encryption {
        NONE(null),
        AES_256_GCM(CipherAlgorithm.AES_256_GCM),
        SM4_GCM(CipherAlgorithm.SM4_GCM);

        private final @Nullable CipherAlgorithm algorithm;

        Encryption(@Nullable CipherAlgorithm algorithm) {
            this.algorithm = algorithm;
        }
    }

    Path keyIn(Path data) {
        String name = switch (seal) {
            case ED25519 -> "recording-ed25519.pem";
            case SM2 -> "recording-sm2.pem";
        };
        return key == null ? data.resolve("keys").resolve(name) : key;
    }

    RecordingKeys keysIn(Path data) throws IOException {
        return keysIn(data, masterKeys, masterKeyFile, keyFolder, encryption.algorithm);
    }

    /// Where keys are unless somebody says otherwise.
    static RecordingKeys keysIn(
            Path data,
            @Nullable String masterKeys,
            @Nullable Path masterKeyFile,
            @Nullable Path keyFolder,
            @Nullable CipherAlgorithm algorithm)
            throws IOException {
        Path file = masterKeyFile == null ? data.resolve(MASTER_KEYS) : masterKeyFile;
        Path wrapped = keyFolder == null ? data.resolve("keys/recordings") : keyFolder;
        boolean named = masterKeys != null && !masterKeys.isBlank();
        if (!named && !Files.exists(file) && Files.isDirectory(wrapped)) {
            // A new one would begin in silence what cannot be read together with what is there.
            throw new IOException("录像的主密钥不见了 / the master key of the recordings is missing: " + file);
        }
        MasterKeys masters =
                masterKeys == null || masterKeys.isBlank() ? MasterKeys.at(file) : MasterKeys.listed(masterKeys);
        return new RecordingKeys(new KeyFolder(wrapped, masters), algorithm);
    }
}
