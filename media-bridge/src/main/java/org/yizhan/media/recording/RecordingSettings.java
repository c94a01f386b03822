package org.yizhan.media.recording;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// `yizhan.recording.*`.
///
/// @param folder          where recordings are kept; `recordings` in the data folder unless set
/// @param key             PEM file of the Ed25519 key that seals them, made when it does not exist;
///                        `keys/recording-ed25519.pem` in the data folder unless set
/// @param fragment        longest piece that is gathered before it is written: what a killed process may lose,
///                        together
///                        with the writer's round of 50 ms
/// @param hold            how long a hole in the packets may stay open for a retransmission
/// @param keyframeEvery   a player starts at key frames only, so none shall be further away than this
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
        @DefaultValue("900ms") Duration fragment,
        @DefaultValue("500ms") Duration hold,
        @DefaultValue("4s") Duration keyframeEvery,
        @DefaultValue("5s") Duration forceEvery,
        @DefaultValue("2m") Duration continueWithin,
        @DefaultValue("2") int writers,
        @DefaultValue("16MB") DataSize inbox,
        @DefaultValue("12h") Duration playbackFor) {

    Path folderIn(Path data) {
        return folder == null ? data.resolve("recordings") : folder;
    }

    Path keyIn(Path data) {
        return key == null ? data.resolve("keys/recording-ed25519.pem") : key;
    }
}
