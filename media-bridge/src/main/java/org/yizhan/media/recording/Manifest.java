package org.yizhan.media.recording;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.yizhan.media.recording.evidence.Fragment;
import org.yizhan.media.recording.evidence.Sha256;
import org.yizhan.protocol.bridge.RecordingPause;
import org.yizhan.protocol.id.CaseId;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.ItemCode;
import org.yizhan.protocol.id.MemberId;
import org.yizhan.protocol.id.RecordingId;
import org.yizhan.protocol.id.StationPath;

/// What a recording consists of, `manifest.json`. All times are in ms on the session clock, whose second 0 is
/// `startedAt`: an event of the meeting lies at `event.at − startedAt`.
///
/// @param version     of this shape
/// @param item        the service item that the meeting was about, when there is one; says how long it is kept
/// @param durationMs  length on the session clock; of what is on the disk so far while it is written
/// @param interrupted whether the writing process died in between
/// @param parts       one for each run of the process that wrote it
/// @param pauses      when recording rested on purpose
/// @param quality     how each member's line fared; not there where nothing is known, as in recordings of
///                    before
/// @param slots       who was shown what; not there where nothing is known
/// @param failure     why writing ended early, or null
/// @param encryption  null: its files are not encrypted
/// @param chainHead   newest link of the hash chain
/// @param seal        null until sealed
/// @param earlierSeals of a recording that was continued after it had been sealed, oldest first; each still holds for
///                    the chain up to its own head
public record Manifest(
        int version,
        RecordingId recording,
        ConsultationId consultation,
        @Nullable CaseId caseId,
        @Nullable ItemCode item,
        StationPath scope,
        Instant startedAt,
        long durationMs,
        State state,
        boolean interrupted,
        List<Part> parts,
        List<RecordedSource> sources,
        List<Span> pauses,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<LineStretch> quality,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ShownView> slots,
        @Nullable Failure failure,
        @Nullable Encryption encryption,
        String chainHead,
        @Nullable Seal seal,
        List<Seal> earlierSeals) {

    /// Recordings of before have neither lines nor views.
    public Manifest {
        quality = Objects.requireNonNullElse(quality, List.of());
        slots = Objects.requireNonNullElse(slots, List.of());
    }

    /// Of what is begun now. In version 1 the hash chain covered the fragments' bytes only, and the seal most of the
    /// manifest; see [SealText].
    public static final int VERSION = 2;

    /// Where a recording stands.
    public enum State {
        WRITING,
        /// The process that wrote it is gone, nobody has continued or sealed it yet.
        INTERRUPTED,
        SEALED;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// @param endMs null while it is written
    public record Part(int n, long startMs, @Nullable Long endMs) {}

    /// @param endMs  null while it lasts
    /// @param by     member who asked for it; null when the whole meeting was held
    /// @param reason word of `client/pause-recording`; null when the whole meeting was held
    public record Span(
            long startMs,
            @Nullable Long endMs,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            MemberId by,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String reason) {

        /// A held meeting.
        public Span(long startMs, @Nullable Long endMs) {
            this(startMs, endMs, null, null);
        }

        static Span begun(long startMs, @Nullable RecordingPause why) {
            return new Span(startMs, null, why == null ? null : why.by(), why == null ? null : why.reason());
        }

        Span ended(long at) {
            return endMs == null ? new Span(startMs, Math.max(startMs, at), by, reason) : this;
        }
    }

    /// @param reason `disk-full` or `disk-error`
    public record Failure(String reason, long atMs) {}

    /// How the files of a recording are encrypted.
    ///
    /// @param algorithm `AES-256-GCM` or `SM4-GCM`
    /// @param keyCheck  SHA-256 that tells the data key from any other, so that the seal says which key opens it
    public record Encryption(String algorithm, String keyCheck) {}

    /// Nothing is here that was seen or heard.
    ///
    /// @param reason `lost` (packets never came) or `silent` (the sender sent nothing)
    public record Gap(long startMs, long endMs, String reason) {}

    /// @param keyId     first 16 hexadecimal characters of the SHA-256 of the public key
    /// @param publicKey base64 of its X.509 form; whoever verifies compares it with a copy of their own
    /// @param signature base64, over [SealText]
    /// @param manifestSha256 of the manifest as it is when the value of its `seal` is `null`; null in version 1
    public record Seal(
            String algorithm,
            String keyId,
            String publicKey,
            String chainHead,
            long fragments,
            @Nullable String manifestSha256,
            Instant at,
            String signature) {

        Seal signed(String made) {
            return new Seal(algorithm, keyId, publicKey, chainHead, fragments, manifestSha256, at, made);
        }
    }

    /// A recording that begins.
    static Manifest begun(
            RecordingId recording,
            ConsultationId consultation,
            @Nullable CaseId caseId,
            @Nullable ItemCode item,
            StationPath scope,
            Instant startedAt) {
        return new Manifest(
                VERSION,
                recording,
                consultation,
                caseId,
                item,
                scope,
                startedAt,
                0,
                State.WRITING,
                false,
                List.of(new Part(1, 0, null)),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                Sha256.chainStart(recording),
                null,
                List.of());
    }

    /// The same recording written on, by another run of the process or in a room arranged again.
    Manifest nextPart(long startMs) {
        ManifestDraft next = new ManifestDraft(this);
        next.parts.add(new Part(parts.size() + 1, startMs, null));
        if (seal != null) {
            next.earlierSeals.add(seal);
        }
        next.state = State.WRITING;
        next.failure = null;
        next.seal = null;
        return next.build();
    }

    Manifest partEnded(long endMs) {
        ManifestDraft ended = new ManifestDraft(this);
        ended.parts.set(parts.size() - 1, new Part(parts.size(), parts.getLast().startMs(), endMs));
        ended.durationMs = Math.max(durationMs, endMs);
        return ended.build();
    }

    /// A pause that lasted when the process died lasted at least until now.
    Manifest pauseEnded(long atMs) {
        ManifestDraft ended = new ManifestDraft(this);
        ended.pauses = pauses.stream().map(span -> span.ended(atMs)).toList();
        return ended.build();
    }

    Manifest failed(Failure why) {
        ManifestDraft failed = new ManifestDraft(this);
        failed.failure = why;
        return failed.build();
    }

    Manifest encrypted(Encryption how) {
        ManifestDraft encrypted = new ManifestDraft(this);
        encrypted.encryption = how;
        return encrypted.build();
    }

    /// As far as it is on the disk.
    Manifest written(List<RecordedSource> now, List<Span> rests, String head) {
        ManifestDraft written = new ManifestDraft(this);
        written.durationMs = now.stream().mapToLong(RecordedSource::endMs).reduce(durationMs, Math::max);
        written.sources = now;
        written.pauses = rests;
        written.chainHead = head;
        return written.build();
    }

    /// What else is known of the room.
    Manifest seen(List<LineStretch> lines, List<ShownView> views) {
        ManifestDraft seen = new ManifestDraft(this);
        seen.quality = lines;
        seen.slots = views;
        return seen.build();
    }

    /// The process that wrote it is gone.
    Manifest interruptedNow() {
        ManifestDraft interruptedNow = new ManifestDraft(this);
        interruptedNow.state = State.INTERRUPTED;
        interruptedNow.interrupted = true;
        return interruptedNow.build();
    }

    /// As it is hashed for its seal, and with its seal.
    Manifest sealed(@Nullable Seal sealed) {
        ManifestDraft done = new ManifestDraft(this);
        done.state = State.SEALED;
        done.seal = sealed;
        return done.build();
    }

    /// With the fragments of `log` at their sources.
    Manifest withFragments(List<Fragment> log) {
        ManifestDraft filled = new ManifestDraft(this);
        filled.sources = sources.stream()
                .map(source -> source.with(
                        log.stream().filter(f -> f.source() == source.n()).toList()))
                .toList();
        return filled.build();
    }
}
