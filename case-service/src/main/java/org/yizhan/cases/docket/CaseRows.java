package org.yizhan.cases.docket;

import static org.yizhan.cases.row.Columns.required;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.yizhan.cases.process.Channel;
import org.yizhan.cases.process.Course;
import org.yizhan.protocol.id.CaseId;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.ItemCode;
import org.yizhan.protocol.id.StationPath;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Between rows of `cases.case_file` and [CaseFile].
final class CaseRows {

    static final String COLUMNS = """
            f.id, f.number, f.version, f.item, f.item_version, f.process, f.process_version, f.channel, f.state, f.step, f.frozen,
            f.scope::text AS scope, f.station::text AS station, f.resident_name, f.id_cipher, f.id_index, f.id_mask,
            f.phone_cipher, f.phone_index, f.phone_mask, f.form::text AS form, f.form_revision, f.terminal,
            f.sitting_until, f.consultation, f.recorded, f.opened_by, f.opened_at, f.changed_at, f.completed_at,
            f.history_seq, f.audit_seq, f.audit_head, f.course::text AS course""";

    private static final TypeReference<Map<String, Object>> FORM = new TypeReference<>() {};
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private CaseRows() {}

    static CaseFile file(Readable row) {
        var consultation = row.get("consultation", UUID.class);
        return new CaseFile(
                new CaseId(required(row, "id", UUID.class)),
                required(row, "number", String.class),
                required(row, "version", Long.class),
                matter(row),
                required(row, "state", String.class),
                row.get("step", String.class),
                required(row, "frozen", Boolean.class),
                new StationPath(required(row, "scope", String.class)),
                new StationPath(required(row, "station", String.class)),
                resident(row),
                JSON.readValue(required(row, "form", String.class), FORM),
                required(row, "form_revision", Integer.class),
                new CaseFile.Sitting(row.get("terminal", String.class), row.get("sitting_until", Instant.class)),
                consultation == null ? null : new ConsultationId(consultation),
                row.get("recorded", Boolean.class),
                required(row, "opened_by", String.class),
                required(row, "opened_at", Instant.class),
                required(row, "changed_at", Instant.class),
                row.get("completed_at", Instant.class),
                new CaseFile.Trail(
                        required(row, "history_seq", Integer.class),
                        required(row, "audit_seq", Integer.class),
                        required(row, "audit_head", byte[].class)),
                JSON.readValue(required(row, "course", String.class), Course.class));
    }

    private static CaseFile.Matter matter(Readable row) {
        return new CaseFile.Matter(
                new ItemCode(required(row, "item", String.class)),
                required(row, "item_version", Integer.class),
                required(row, "process", String.class),
                required(row, "process_version", Integer.class),
                Channel.valueOf(required(row, "channel", String.class).toUpperCase(Locale.ROOT)));
    }

    private static Resident resident(Readable row) {
        return new Resident(
                required(row, "resident_name", String.class),
                required(row, "id_cipher", byte[].class),
                required(row, "id_index", byte[].class),
                required(row, "id_mask", String.class),
                row.get("phone_cipher", byte[].class),
                row.get("phone_index", byte[].class),
                row.get("phone_mask", String.class));
    }

    /// The course as the trail hashes it.
    static Map<String, Object> plain(Course course) {
        return JSON.convertValue(course, FORM);
    }
}
