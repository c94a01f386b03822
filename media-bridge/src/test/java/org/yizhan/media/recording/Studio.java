package org.yizhan.media.recording;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;
import org.yizhan.media.recording.cipher.CipherAlgorithm;
import org.yizhan.media.recording.evidence.SealAlgorithm;
import org.yizhan.media.recording.evidence.SealKey;
import org.yizhan.media.recording.frames.SourcePacket;
import org.yizhan.media.room.LineQuality;
import org.yizhan.media.room.View;
import org.yizhan.media.rtp.Codec;
import org.yizhan.media.rtp.SenderReport;
import org.yizhan.protocol.bridge.RecordingPause;
import org.yizhan.protocol.bridge.SourceKind;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.MemberId;
import org.yizhan.protocol.id.RecordingId;
import org.yizhan.protocol.id.StationPath;

/// Plays packets into a recording on a clock of the test's own, as fast as they can be written.
final class Studio {

    static final Instant START = Instant.parse("2026-11-21T01:00:00Z");

    /// Where the recording's second 0 lies on the test's nanosecond clock.
    static final long ZERO = 5_000_000_000L;

    /// How far the member's wall clock is ahead of ours.
    static final long SENDER_AHEAD = 90_000_000_000L;

    private record Event(long nanos, Step step) {}

    interface Step {
        void run() throws IOException;
    }

    final RecordingFolder folder;
    final SealKey key;
    final Finishing finishing;
    final RecordingId id = RecordingId.random();
    final MemberId member = MemberId.random();
    final AtomicInteger keyframesAsked = new AtomicInteger();
    private final List<Event> events = new ArrayList<>();
    private Recording recording;

    Studio(Path data) throws IOException {
        this(data, SealAlgorithm.ED25519);
    }

    Studio(Path data, SealAlgorithm algorithm) throws IOException {
        this(data, algorithm, RecordingKeys.NONE);
    }

    Studio(Path data, SealAlgorithm algorithm, RecordingKeys keys) throws IOException {
        this(data, algorithm, new RecordingFolder(data.resolve("recordings"), keys));
    }

    Studio(Path data, SealAlgorithm algorithm, RecordingFolder into) throws IOException {
        folder = into;
        key = SealKey.at(data.resolve("keys/key.pem"), algorithm);
        finishing = new Finishing(folder, key);
        recording = Recording.open(folder, settings(), begun(START), ZERO);
    }

    /// Keys in the data folder, as the product has them.
    static RecordingKeys keys(Path data, @Nullable CipherAlgorithm algorithm) throws IOException {
        return RecordingSettings.keysIn(data, null, null, null, algorithm);
    }

    static RecordingSettings settings() {
        return new RecordingSettings(
                null,
                null,
                SealAlgorithm.ED25519,
                RecordingSettings.Encryption.NONE,
                null,
                null,
                null,
                Duration.ofMillis(900),
                Duration.ofMillis(500),
                Duration.ofSeconds(4),
                Duration.ofSeconds(5),
                Duration.ofMinutes(2),
                2,
                DataSize.ofMegabytes(16),
                Duration.ofHours(12));
    }

    Manifest begun(Instant at) {
        return Manifest.begun(id, new ConsultationId(id.value()), null, null, new StationPath("d01.s01"), at);
    }

    /// A source of the member whose packets arrive at their `arrivalNanos`, counted from second 0.
    void plays(long source, SourceKind kind, List<SourcePacket> packets) {
        plays(source, member, kind, packets);
    }

    void plays(long source, MemberId who, SourceKind kind, List<SourcePacket> packets) {
        plays(source, who, "booth", kind, packets);
    }

    /// The same of another member with another role.
    void plays(long source, MemberId who, String label, SourceKind kind, List<SourcePacket> packets) {
        plays(source, who, label, kind, kind.isAudio() ? Codec.OPUS : Codec.VP8, packets);
    }

    /// The member's camera in a codec.
    void plays(long source, Codec codec, List<SourcePacket> packets) {
        plays(source, member, "booth", SourceKind.CAMERA, codec, packets);
    }

    void plays(long source, MemberId who, String label, SourceKind kind, Codec codec, List<SourcePacket> packets) {
        at(
                packets.getFirst().arrivalNanos(),
                () -> recording.opened(
                        source,
                        new Recording.Feed(who, label, kind, codec, need -> keyframesAsked.incrementAndGet()),
                        ZERO + packets.getFirst().arrivalNanos()));
        for (SourcePacket packet : packets) {
            at(packet.arrivalNanos(), () -> recording.packet(source, onClock(packet)));
        }
    }

    /// Sender reports: at `capturedNanos` (from second 0) the source's media clock showed `timestamp`.
    void reports(long source, long capturedNanos, long timestamp, long arrivalNanos) {
        long ntpNanos = SENDER_AHEAD + capturedNanos;
        at(
                arrivalNanos,
                () -> recording.report(
                        source,
                        new SenderReport(1, ntp(ntpNanos), timestamp & 0xffff_ffffL, 0, 0),
                        ZERO + arrivalNanos));
    }

    void pauses(long nanos, boolean wanted) {
        at(nanos, () -> recording.pause(wanted, null, ZERO + nanos));
    }

    void pauses(long nanos, RecordingPause why) {
        at(nanos, () -> recording.pause(true, why, ZERO + nanos));
    }

    void measures(long nanos, List<LineQuality> lines) {
        at(nanos, () -> recording.measured(lines, ZERO + nanos));
    }

    void shows(long nanos, List<View> views) {
        at(nanos, () -> recording.shown(views, ZERO + nanos));
    }

    void then(long nanos, Step step) {
        at(nanos, step);
    }

    void closes(long source, long nanos) {
        at(nanos, () -> recording.closed(source));
    }

    /// Lets everything happen in its order, with a round of the writer every 50 ms.
    void runUntil(long endNanos) throws IOException {
        for (long tick = 0; tick <= endNanos; tick += 50_000_000) {
            long now = tick;
            at(now, () -> recording.tick(ZERO + now));
        }
        events.sort(Comparator.comparingLong(Event::nanos));
        for (Event event : events) {
            if (event.nanos() <= endNanos) {
                event.step().run();
            }
        }
        events.clear();
    }

    /// The process is killed where it stands, and another one goes on.
    void killedAndContinued(long nanos) {
        at(nanos, () -> {
            finishing.interrupted(id);
            recording = Recording.open(folder, settings(), begun(START.plusNanos(nanos)), ZERO + nanos);
        });
    }

    Manifest sealed(long endNanos) throws IOException {
        recording.close(ZERO + endNanos);
        return finishing.seal(finishing.interrupted(id), START.plusNanos(endNanos));
    }

    Path file(int source) {
        return folder.of(id).resolve("source-" + source + ".webm");
    }

    private void at(long nanos, Step step) {
        events.add(new Event(nanos, step));
    }

    private static SourcePacket onClock(SourcePacket packet) {
        return new SourcePacket(
                packet.sequence(), packet.timestamp(), packet.marker(), packet.payload(), ZERO + packet.arrivalNanos());
    }

    private static long ntp(long nanos) {
        long seconds = nanos / 1_000_000_000 + 2_208_988_800L;
        return seconds << 32 | ((nanos % 1_000_000_000) << 32) / 1_000_000_000;
    }
}
