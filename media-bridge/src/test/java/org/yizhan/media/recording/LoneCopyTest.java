package org.yizhan.media.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yizhan.media.recording.evidence.SealKey;
import org.yizhan.media.room.Recorder;
import org.yizhan.media.room.RoomFacts;
import org.yizhan.protocol.bridge.RecordingPlan;
import org.yizhan.protocol.bridge.SecondRecorder;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.RecordingId;
import org.yizhan.protocol.id.StationPath;

/// A bridge with a folder of its own is asked to make the second copy: nobody would find it there, nor erase it.
class LoneCopyTest {

    @TempDir
    private Path data;

    @Test
    void aSecondCopyIsNotWrittenWhereItsFirstIsNot() throws Exception {
        BlockingQueue<String> told = new LinkedBlockingQueue<>();
        RecordingFolder folder = new RecordingFolder(data.resolve("recordings"));
        DiskRecorders recorders = new DiskRecorders(
                folder,
                Studio.settings(),
                new Finishing(folder, SealKey.at(data.resolve("keys/key.pem"))),
                new Telling(told),
                Clock.systemUTC());
        recorders.start();
        try {
            RecordingId copy = SecondRecorder.copyOf(RecordingId.random());
            Recorder recorder = recorders.open(
                    new Facts(SecondRecorder.roomOf(ConsultationId.random())),
                    new RecordingPlan(copy, new StationPath("d01"), null, null, false, null, 1));
            assertThat(told.poll(30, TimeUnit.SECONDS)).isEqualTo("failed");
            assertThat(recorder.writing()).isFalse();
            assertThat(Files.exists(folder.of(copy))).isFalse();
            assertThat(folder.open()).isEmpty();
            recorder.left();
        } finally {
            recorders.stop();
        }
    }

    private record Facts(ConsultationId consultation) implements RoomFacts {
        @Override
        public void onLoop(Runnable task) {
            task.run();
        }
    }

    private record Telling(BlockingQueue<String> told) implements Announcer {
        @Override
        public void written(Manifest manifest) {
            told.add("written");
        }

        @Override
        public void sealed(Manifest manifest) {
            told.add("sealed");
        }

        @Override
        public void failed(Manifest manifest, String reason) {
            told.add("failed");
        }
    }
}
