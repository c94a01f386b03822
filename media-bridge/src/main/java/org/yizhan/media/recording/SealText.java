package org.yizhan.media.recording;

import java.time.Instant;
import org.yizhan.protocol.id.RecordingId;

/// The text that a seal signs, one fact a line. The fragments are in it by the head of their chain, everything else by
/// the hash of the manifest, which holds the hashes of what is not in the fragments. All facts but the recording's id
/// are
/// in the seal itself, so a seal can be checked when the manifest has long become another.
final class SealText {

    private SealText() {}

    static String of(RecordingId recording, Manifest.Seal seal) {
        StringBuilder text = new StringBuilder("yizhan-recording-seal 2\n");
        line(text, "recording", recording);
        line(text, "manifest", String.valueOf(seal.manifestSha256()));
        line(text, "fragments", seal.fragments());
        line(text, "chain", seal.chainHead());
        line(text, "key", seal.algorithm() + " " + seal.keyId());
        line(text, "sealed", seal.at());
        return text.toString();
    }

    /// What seals of version 1 sign: the facts of the manifest itself.
    static String ofVersion1(Manifest manifest, String chainHead, long fragments, Instant at) {
        StringBuilder text = new StringBuilder("yizhan-recording-seal 1\n");
        line(text, "recording", manifest.recording());
        line(text, "consultation", manifest.consultation());
        line(text, "case", manifest.caseId() == null ? "-" : manifest.caseId());
        line(text, "scope", manifest.scope());
        line(text, "started", manifest.startedAt());
        line(text, "duration", manifest.durationMs());
        line(text, "interrupted", manifest.interrupted());
        line(
                text,
                "failure",
                manifest.failure() == null ? "-" : manifest.failure().reason());
        manifest.parts().forEach(part -> line(text, "part", part.n() + " " + part.startMs() + " " + part.endMs()));
        manifest.pauses().forEach(pause -> line(text, "pause", pause.startMs() + " " + pause.endMs()));
        for (RecordedSource source : manifest.sources()) {
            line(
                    text,
                    "source",
                    String.join(
                            " ",
                            Integer.toString(source.n()),
                            Integer.toString(source.part()),
                            source.member().toString(),
                            source.label(),
                            source.kind().wire(),
                            source.codec(),
                            source.file(),
                            Long.toString(source.startMs()),
                            Long.toString(source.durationMs()),
                            Long.toString(source.bytes()),
                            String.valueOf(source.headSha256()),
                            String.valueOf(source.tailSha256())));
            source.gaps().forEach(gap -> line(text, "gap", gap.startMs() + " " + gap.endMs() + " " + gap.reason()));
        }
        line(text, "fragments", fragments);
        line(text, "chain", chainHead);
        line(text, "sealed", at);
        return text.toString();
    }

    private static void line(StringBuilder text, String name, Object value) {
        // A label could carry a line break; it must not be able to forge a line.
        text.append(name)
                .append(": ")
                .append(value.toString().replace('\n', ' '))
                .append('\n');
    }
}
