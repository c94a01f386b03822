package org.yizhan.cases.docket;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.yizhan.cases.process.Place;
import org.yizhan.platform.outbox.Announcement;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/// Bundles as the rows that [WritingSql] takes: one JSON array for each table.
final class WritingRows {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    final ArrayNode fresh = JSON.createArrayNode();
    final ArrayNode changed = JSON.createArrayNode();
    final ArrayNode note = JSON.createArrayNode();
    final ArrayNode told = JSON.createArrayNode();
    final ArrayNode linked = JSON.createArrayNode();
    final ArrayNode findable = JSON.createArrayNode();
    final ArrayNode announced = JSON.createArrayNode();

    private final BiFunction<UUID, Change, byte[]> mac;

    /// @param mac of a change's link of the trail
    WritingRows(BiFunction<UUID, Change, byte[]> mac) {
        this.mac = mac;
    }

    void add(Bundle bundle, List<Announcement> events) {
        var file = bundle.file();
        var id = file.id().value();
        if (bundle.isFresh()) {
            changing(fixed(fresh.addObject(), file), file, bundle.course());
        } else {
            changing(changed.addObject().put("id", id.toString()).put("found", bundle.found()), file, bundle.course());
        }
        if (bundle.note() != null) {
            note(note.addObject().put("case_id", id.toString()).put("fresh", bundle.isFresh()), bundle.note());
        }
        for (var change : bundle.changes()) {
            told(told.addObject().put("case_id", id.toString()), change);
            linked(linked.addObject().put("case_id", id.toString()), change);
            if (change.findable() != null) {
                findable(findable.addObject().put("case_id", id.toString()), file, change.findable());
            }
        }
        for (var event : events) {
            announced(announced.addObject().put("n", announced.size()).put("case_id", id.toString()), event);
        }
    }

    private static ObjectNode fixed(ObjectNode row, CaseFile file) {
        var matter = file.matter();
        var resident = file.resident();
        row.put("id", file.id().value().toString());
        row.put("number", file.number());
        row.put("item", matter.item().value());
        row.put("item_version", matter.itemVersion());
        row.put("process", matter.process());
        row.put("channel", matter.channel().word());
        row.put("scope", file.scope().value());
        row.put("station", file.station().value());
        row.put("resident_name", resident.name());
        row.put("id_cipher", hex(resident.idCipher()));
        row.put("id_index", hex(resident.idIndex()));
        row.put("id_mask", resident.idMask());
        row.put("phone_cipher", hex(resident.phoneCipher()));
        row.put("phone_index", hex(resident.phoneIndex()));
        row.put("phone_mask", resident.phoneMask());
        row.put("opened_by", file.openedBy());
        return row.put("opened_at", file.openedAt().toString());
    }

    private static void changing(ObjectNode row, CaseFile file, Map<String, Object> plainCourse) {
        var course = file.course();
        var steps = course.places().stream().map(Place::step).toList();
        row.put("version", file.version());
        row.put("state", file.state());
        row.put("step", file.step());
        row.put("frozen", file.frozen());
        row.putPOJO("form", file.form());
        row.put("form_revision", file.formRevision());
        row.put("sitting_until", text(file.sitting().until()));
        row.put("consultation", text(file.consultation()));
        row.put("recorded", file.recorded());
        row.put("changed_at", file.changedAt().toString());
        row.put("completed_at", text(file.completedAt()));
        row.put("history_seq", file.trail().historySeq());
        row.put("audit_seq", file.trail().auditSeq());
        row.put("audit_head", hex(file.trail().auditHead()));
        row.put("process_version", file.matter().processVersion());
        row.put("terminal", file.sitting().terminal());
        row.putPOJO("course", plainCourse);
        // What lists look for: the steps when there are several, who has it in hand, the next deadline.
        row.set("steps", steps.size() < 2 ? null : array(steps));
        row.set("people", course.people().isEmpty() ? null : array(List.copyOf(course.people())));
        row.put("due_at", text(course.due()));
    }

    private static void note(ObjectNode row, CommandNote note) {
        row.put("subject", note.subject());
        row.put("key", note.key());
        row.put("route", note.route());
        row.put("body_hash", hex(note.bodyHash()));
        row.put("status", note.status());
        row.put("location", note.location());
        row.put("answer", hex(note.answer()));
        row.put("at", note.at().toString());
    }

    private static void told(ObjectNode row, Change change) {
        var deed = change.deed();
        var file = change.file();
        row.put("seq", file.trail().historySeq());
        row.put("at", file.changedAt().toString());
        row.put("version", file.version());
        row.put("action", deed.action());
        row.put("level", deed.level().word());
        row.put("by_subject", deed.by());
        row.put("by_name", deed.byName());
        row.put("comment", deed.comment());
        row.put("step", deed.step());
        row.put("since", text(deed.since()));
        row.put("state", file.state());
        row.put("consultation", text(deed.consultation()));
        row.put("via", deed.via());
    }

    private void linked(ObjectNode row, Change change) {
        var entry = change.entry();
        row.put("seq", entry.seq());
        row.put("body", entry.body());
        row.put("previous", hex(entry.previous()));
        row.put("hash", hex(entry.hash()));
        row.put("mac", hex(mac.apply(change.file().id().value(), change)));
    }

    private static void findable(ObjectNode row, CaseFile file, Findable words) {
        row.put("opened_at", file.openedAt().toString());
        row.put("scope", file.scope().value());
        for (var level = 0; level < words.roots().size(); level++) {
            row.put("root" + level, words.roots().get(level));
        }
        row.putPOJO("terms", words.terms());
        row.putPOJO("text_terms", words.textTerms());
        row.set("paper_terms", JSON.createArrayNode());
    }

    private static void announced(ObjectNode row, Announcement event) {
        row.put("id", event.id().value().toString());
        row.put("stream", event.stream());
        row.putRawValue("payload", new RawValue(event.payload()));
        row.put("at", event.at().toString());
    }

    private static ArrayNode array(List<String> words) {
        var array = JSON.createArrayNode();
        words.forEach(array::add);
        return array;
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    /// As PostgreSQL reads a `bytea`.
    private static @Nullable String hex(byte @Nullable [] bytes) {
        return bytes == null ? null : "\\x" + HexFormat.of().formatHex(bytes);
    }

    static String written(JsonNode rows) {
        return JSON.writeValueAsString(rows);
    }
}
