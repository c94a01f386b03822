package org.yizhan.trial.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.yizhan.cases.verify.VerifyAudit;
import org.yizhan.protocol.id.Role;

/// Somebody with the database's password alters cases; whoever verifies the exported trail elsewhere is
/// told which case and which entry.
class AuditExportModuleTest extends CasesTest {

    @TempDir
    private Path folder;

    private String id = "";
    private CaseUser auditor = new CaseUser(WebTestClient.bindToServer().build());

    @BeforeEach
    void aCaseThatWasReturned() {
        auditor = as(patient(signedIn.as("auditor1", "d01", Role.AUDITOR)));
        id = completeCase(OFF_SITE);
        officer.decide(id, "accept", null, meetings.live(id, OFFICER, BOOTH)).ok();
        community.decide(id, "return", "材料看不清", null).ok();
    }

    private void export(String name) throws IOException {
        Files.write(folder.resolve(name), auditor.get("/api/audit/export").body());
        Files.write(folder.resolve("key.pem"), auditor.get("/api/audit/key").body());
    }

    /// What `./verify` says of this case and of heads.
    private List<String> verify(String... more) throws IOException {
        export("audit.ndjson");
        var out = new ByteArrayOutputStream();
        var words = new ArrayList<>(List.of("--key", folder.resolve("key.pem").toString()));
        words.addAll(Arrays.asList(more));
        words.add(folder.resolve("audit.ndjson").toString());
        var code = VerifyAudit.run(words, new PrintStream(out, true, StandardCharsets.UTF_8));
        var lines = out.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(code).as(lines.toString()).isLessThan(2);
        return lines.stream()
                .filter(line -> line.contains(id) || line.startsWith("head "))
                .toList();
    }

    private void alter(String sql) {
        var rows = database.sql(sql.replace(":id", "'" + id + "'"))
                .fetch()
                .rowsUpdated()
                .block(Duration.ofSeconds(5));
        assertThat(rows).isGreaterThanOrEqualTo(1);
    }

    @Test
    void anUntouchedTrailHolds() throws IOException {
        assertThat(verify()).isEmpty();
        assertThat(officer.get("/api/audit/export").status()).isEqualTo(403);
    }

    @Test
    void aChangedRowOfACaseIsNamed() throws IOException {
        alter("UPDATE cases.case_file SET form = jsonb_set(form, '{destination}', '\"别处\"') WHERE id = :id");
        assertThat(verify()).singleElement().asString().contains("entry 8", "row was changed: form");
    }

    @Test
    void aChangedApprovalIsNamed() throws IOException {
        alter("UPDATE cases.case_event SET by_name = '别人' WHERE case_id = :id AND seq = 7");
        assertThat(verify()).singleElement().asString().contains("entry 7", "history was changed: byName");
    }

    @Test
    void aTimeMadeShorterIsNamed() throws IOException {
        alter("UPDATE cases.case_event SET since = since + interval '1 hour' WHERE case_id = :id AND seq = 7");
        assertThat(verify()).singleElement().asString().contains("entry 7", "history was changed: since");
    }

    @Test
    void aChangedEntryIsNamed() throws IOException {
        alter("UPDATE cases.audit_entry SET body = replace(body, '材料看不清', '本人放弃') WHERE case_id = :id AND seq = 8");
        assertThat(verify()).first().asString().contains("entry 8", "the entry was changed");
    }

    @Test
    void aDeletedEntryIsNamed() throws IOException {
        alter("DELETE FROM cases.audit_entry WHERE case_id = :id AND seq = 4");
        assertThat(verify()).first().asString().contains("entry 4", "deleted");
    }

    /// With the right hash, the row and the history brought into line: only the key is not theirs.
    @Test
    void anInsertedEntryIsNamed() throws IOException {
        alter("""
                WITH made AS (SELECT case_id, 9 AS seq, replace(replace(body, '"seq":8', '"seq":9'), '"action":"return"', '"action":"approve"') AS body,
                    hash AS previous FROM cases.audit_entry WHERE case_id = :id AND seq = 8),
                hashed AS (SELECT *, sha256(previous || convert_to(body, 'UTF8')) AS hash FROM made),
                entry AS (INSERT INTO cases.audit_entry (case_id, seq, body, previous, hash)
                    SELECT case_id, seq, body, previous, hash FROM hashed),
                line AS (INSERT INTO cases.case_event (case_id, seq, at, version, action, level, by_subject, by_name, comment, step, since, state)
                    SELECT case_id, 9, at, version, 'approve', level, by_subject, by_name, comment, step, since, state
                    FROM cases.case_event WHERE case_id = :id AND seq = 8)
                UPDATE cases.case_file SET audit_seq = 9, history_seq = 9, audit_head = (SELECT hash FROM hashed) WHERE id = :id
                """);
        assertThat(verify()).singleElement().asString().contains("entry 9", "inserted");
    }

    @Test
    void aDeletedHeadIsNamedByTheWitness() throws IOException {
        export("before");
        Files.write(
                folder.resolve("witness.ndjson"),
                auditor.get("/api/audit/heads").body());
        alter("""
                WITH leaves AS (DELETE FROM cases.audit_leaf
                    WHERE position = (SELECT max(position) FROM cases.audit_head))
                DELETE FROM cases.audit_head WHERE position = (SELECT max(position) FROM cases.audit_head)
                """);
        assertThat(verify("--witness", folder.resolve("witness.ndjson").toString()))
                .anyMatch(line -> line.contains("witness"));
    }
}
