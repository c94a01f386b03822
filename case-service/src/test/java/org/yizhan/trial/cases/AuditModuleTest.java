package org.yizhan.trial.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.yizhan.protocol.id.Role;
import tools.jackson.databind.JsonNode;

/// Somebody with the database's password alters a case behind our back; the check names the entry.
class AuditModuleTest extends CasesTest {

    private String id = "";
    private CaseUser auditor = new CaseUser(WebTestClient.bindToServer().build());

    @BeforeEach
    void aCaseThatWasReturned() {
        auditor = as(signedIn.as("auditor1", "d01", Role.AUDITOR));
        id = completeCase(OFF_SITE);
        officer.decide(id, "accept", null, meetings.live(id, OFFICER, BOOTH)).ok();
        community.decide(id, "return", "材料看不清", null).ok();
    }

    private JsonNode verdict() {
        return auditor.get("/api/cases/" + id + "/audit").ok().path("verdict");
    }

    private void alter(String sql) {
        var rows = database.sql(sql.replace(":id", "'" + id + "'"))
                .fetch()
                .rowsUpdated()
                .block(Duration.ofSeconds(5));
        assertThat(rows).isEqualTo(1);
    }

    private void finds(int entry, String what) {
        assertThat(verdict().path("intact").asBoolean()).isFalse();
        assertThat(verdict().path("broken").asInt()).isEqualTo(entry);
        assertThat(verdict().path("what").asString()).isEqualTo(what);
    }

    @Test
    void anUntouchedCaseIsWhole() {
        // open, form, two papers, request, signature, accept, return
        assertThat(verdict().path("intact").asBoolean()).isTrue();
        assertThat(verdict().path("entries").asInt()).isEqualTo(8);
        assertThat(officer.get("/api/cases/" + id + "/audit").status()).isEqualTo(403);
    }

    @Test
    void anAlteredEntryIsNamed() {
        alter("UPDATE cases.audit_entry SET body = replace(body, '材料看不清', '本人放弃') WHERE case_id = :id AND seq = 8");
        finds(8, "chain");
    }

    @Test
    void anAlteredLineOfTheHistoryIsNamed() {
        alter("UPDATE cases.case_event SET by_name = '别人' WHERE case_id = :id AND seq = 7");
        finds(7, "history");
    }

    @Test
    void anAlteredTimeIsNamed() {
        alter("UPDATE cases.case_event SET since = since + interval '1 hour' WHERE case_id = :id AND seq = 7");
        finds(7, "history");
        alter("UPDATE cases.case_event SET at = at - interval '1 hour' WHERE case_id = :id AND seq = 3");
        finds(3, "history");
    }

    @Test
    void aRemovedEntryIsNamed() {
        alter("DELETE FROM cases.audit_entry WHERE case_id = :id AND seq = 4");
        finds(4, "missing");
    }

    @Test
    void aRemovedLastEntryIsNamed() {
        alter("DELETE FROM cases.audit_entry WHERE case_id = :id AND seq = 8");
        finds(8, "missing");
    }

    @Test
    void anAlteredFormIsNamed() {
        alter("UPDATE cases.case_file SET form = jsonb_set(form, '{destination}', '\"别处\"') WHERE id = :id");
        finds(8, "case");
    }

    @Test
    void anAlteredStateIsNamed() {
        alter("UPDATE cases.case_file SET state = 'completed' WHERE id = :id");
        finds(8, "case");
    }

    @Test
    void anAlteredSignatureNoLongerHolds() {
        alter("UPDATE cases.signature SET strokes = replace(strokes, '30.5', '31.5') WHERE case_id = :id");
        var signature = officer.see(id).path("signatures").path(0);
        assertThat(signature.path("valid").asBoolean()).isFalse();
        assertThat(signature.path("why").asString()).isEqualTo("altered");
    }
}
