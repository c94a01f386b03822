package org.yizhan.cases.docket;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.yizhan.cases.audit.AuditEntry;
import org.yizhan.cases.audit.CanonicalJson;
import org.yizhan.cases.audit.Sha256;

/// A change about to be written: the case after it, and the link of the trail that tells of it.
///
/// @param course   the case's course as the trail hashes it
/// @param findable by what a new case is found; null for a known one
record Change(
        CaseFile file,
        Deed deed,
        AuditEntry entry,
        Map<String, Object> course,
        @Nullable Findable findable) {

    static Change of(CaseFile changed, Deed deed, Instant now) {
        return of(changed, deed, null, now);
    }

    static Change of(CaseFile changed, Deed deed, @Nullable Findable findable, Instant now) {
        // PostgreSQL keeps microseconds; what is hashed must be what is read again.
        var at = now.truncatedTo(ChronoUnit.MICROS);
        var version = changed.version() + (deed.change() ? 1 : 0);
        var trail = changed.trail();
        var counted = changed.written(
                version, at, new CaseFile.Trail(trail.historySeq() + 1, trail.auditSeq() + 1, trail.auditHead()));
        var course = CaseRows.plain(counted.course());
        var entry = AuditEntry.after(trail.auditHead(), trail.auditSeq() + 1, body(counted, deed, course));
        var file = counted.written(version, at, new CaseFile.Trail(trail.historySeq() + 1, entry.seq(), entry.hash()));
        return new Change(file, deed, entry, course, findable);
    }

    /// What the trail says. The form is in it as a hash: the trail is kept longer than personal data.
    private static String body(CaseFile file, Deed deed, Map<String, Object> course) {
        var body = new TreeMap<String, @Nullable Object>();
        body.put("case", file.id().toString());
        body.put("number", file.number());
        body.put("seq", file.trail().auditSeq());
        body.put("version", file.version());
        body.put("at", file.changedAt().toString());
        body.put("action", deed.action());
        body.put("level", deed.level().word());
        body.put("by", deed.by());
        body.put("byName", deed.byName());
        body.put("comment", deed.comment());
        body.put("step", deed.step());
        body.put("since", deed.since() == null ? null : deed.since().toString());
        body.put("state", file.state());
        body.put("consultation", deed.consultation() == null ? null : String.valueOf(deed.consultation()));
        body.put("via", deed.via());
        body.put("form", formHash(file));
        body.put("course", hash(course));
        body.put("facts", new TreeMap<>(deed.facts()));
        return CanonicalJson.of(body);
    }

    /// What a case's row says that its last entry says too.
    static Map<String, Object> facts(CaseFile file) {
        return Map.of(
                "number", file.number(),
                "version", file.version(),
                "state", file.state(),
                "form", formHash(file),
                "course", courseHash(file));
    }

    static String courseHash(CaseFile file) {
        return hash(CaseRows.plain(file.course()));
    }

    private static String hash(Map<String, Object> content) {
        return Sha256.hex(CanonicalJson.of(content));
    }

    static String formHash(CaseFile file) {
        return hash(file.form());
    }
}
