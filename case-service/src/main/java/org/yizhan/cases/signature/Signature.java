package org.yizhan.cases.signature;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.yizhan.cases.audit.CanonicalJson;
import org.yizhan.cases.audit.Sha256;
import org.yizhan.cases.paper.Stroke;
import org.yizhan.protocol.id.ConsultationId;

/// A resident's signature.
///
/// @param strokes canonical JSON, exactly as it was bound
/// @param binding hash over document, strokes, pad, time and meeting: change one byte of any and it no longer fits
public record Signature(
        UUID id,
        UUID request,
        int formRevision,
        String documentHash,
        String strokes,
        int width,
        int height,
        @Nullable ConsultationId consultation,
        String takenBy,
        Instant at,
        String binding) {

    /// Whether it holds for the form as it is now.
    public boolean holdsFor(int presentRevision) {
        return formRevision == presentRevision && isIntact();
    }

    /// Whether nothing of it was altered since it was given.
    public boolean isIntact() {
        return binding.equals(bind(documentHash, strokes, width, height, consultation, at));
    }

    static String bind(
            String documentHash, String strokes, int width, int height, @Nullable ConsultationId meeting, Instant at) {
        var content = new TreeMap<String, @Nullable Object>(Map.of(
                "documentHash",
                documentHash,
                "strokes",
                strokes,
                "width",
                width,
                "height",
                height,
                "at",
                at.toString()));
        content.put("consultation", meeting == null ? null : meeting.toString());
        return Sha256.hex(CanonicalJson.of(content));
    }

    /// The strokes as they can be drawn.
    public List<Stroke> drawn() {
        return PadStrokes.read(strokes);
    }
}
