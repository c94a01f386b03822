package org.yizhan.media.recording;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.yizhan.media.recording.cipher.CipherAlgorithm;
import org.yizhan.media.recording.evidence.SealKey;
import org.yizhan.media.recording.frames.SourcePacket;
import org.yizhan.media.room.Recorder;
import org.yizhan.media.room.RoomFacts;
import org.yizhan.protocol.bridge.RecordingPlan;
import org.yizhan.protocol.bridge.SourceKind;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.MemberId;
import org.yizhan.protocol.id.RecordingId;
import org.yizhan.protocol.id.StationPath;

/// A process of its own that records a booth in real time until it is killed. Prints how many ms it has been given.
final class WritingChild {

    private WritingChild() {}

    /// @param args data folder, file of packets, recording id
    public static void main(String[] args) throws IOException {
        Path data = Path.of(args[0]);
        List<Timed> packets = read(Path.of(args[1]));
        DiskRecorders recorders = recorders(data, new Quiet());
        recorders.start();
        FakeProducer microphone = new FakeProducer(MemberId.random(), SourceKind.MICROPHONE);
        FakeProducer camera = new FakeProducer(microphone.member(), SourceKind.CAMERA);
        Recorder recorder = recorders.open(room(), plan(RecordingId.of(args[2])));
        // A JVM that has just begun may need seconds on a busy machine to write anything at all.
        Path manifest = new RecordingFolder(data.resolve("recordings"))
                .of(RecordingId.of(args[2]))
                .resolve("manifest.json");
        while (!Files.exists(manifest)) {
            LockSupport.parkNanos(10_000_000);
        }
        long begin = System.nanoTime();
        recorder.producerOpened(microphone);
        recorder.producerOpened(camera);
        for (Timed timed : packets) {
            long due = begin + timed.packet().arrivalNanos();
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            (timed.sound() ? microphone : camera).give(timed.packet(), System.nanoTime());
            System.out.println((System.nanoTime() - begin) / 1_000_000);
            if (!recorder.writing()) {
                System.out.println("stopped");
            }
        }
        recorder.left();
        while (recorders.open() > 0) {
            LockSupport.parkNanos(10_000_000);
        }
        recorders.stop();
        System.out.println("sealed");
    }

    /// Encrypted, as the product writes.
    static RecordingFolder folder(Path data) throws IOException {
        return new RecordingFolder(data.resolve("recordings"), Studio.keys(data, CipherAlgorithm.AES_256_GCM));
    }

    static DiskRecorders recorders(Path data, Announcer announcer) throws IOException {
        RecordingFolder folder = folder(data);
        Finishing finishing = new Finishing(folder, SealKey.at(data.resolve("keys/key.pem")));
        return new DiskRecorders(folder, Studio.settings(), finishing, announcer, Clock.systemUTC());
    }

    static RecordingPlan plan(RecordingId recording) {
        return new RecordingPlan(recording, new StationPath("d01.s01"), null, false);
    }

    static RoomFacts room() {
        return new RoomFacts() {
            @Override
            public ConsultationId consultation() {
                return new ConsultationId(new UUID(1, 2));
            }

            @Override
            public void onLoop(Runnable task) {
                task.run();
            }
        };
    }

    record Timed(boolean sound, SourcePacket packet) {}

    static void write(Path file, int seconds) throws IOException {
        List<Timed> packets = new ArrayList<>();
        TestMedia.audio(TestMedia.beeps(seconds), 1, 1, 0).forEach(packet -> packets.add(new Timed(true, packet)));
        TestMedia.video(TestMedia.flashes(seconds), 1, 1, 0).forEach(packet -> packets.add(new Timed(false, packet)));
        packets.sort(Comparator.comparingLong(timed -> timed.packet().arrivalNanos()));
        try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
            out.writeInt(packets.size());
            for (Timed timed : packets) {
                out.writeBoolean(timed.sound());
                out.writeInt(timed.packet().sequence());
                out.writeLong(timed.packet().timestamp());
                out.writeBoolean(timed.packet().marker());
                out.writeLong(timed.packet().arrivalNanos());
                out.writeInt(timed.packet().payload().length);
                out.write(timed.packet().payload());
            }
        }
    }

    private static List<Timed> read(Path file) throws IOException {
        List<Timed> packets = new ArrayList<>();
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
            for (int left = in.readInt(); left > 0; left--) {
                boolean sound = in.readBoolean();
                int sequence = in.readInt();
                long timestamp = in.readLong();
                boolean marker = in.readBoolean();
                long arrival = in.readLong();
                packets.add(new Timed(
                        sound, new SourcePacket(sequence, timestamp, marker, in.readNBytes(in.readInt()), arrival)));
            }
        }
        return packets;
    }

    private static final class Quiet implements Announcer {
        @Override
        public void written(Manifest manifest) {}

        @Override
        public void sealed(Manifest manifest) {}

        @Override
        public void failed(Manifest manifest, String reason) {}
    }
}
