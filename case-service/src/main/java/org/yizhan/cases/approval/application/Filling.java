package org.yizhan.cases.approval.application;

import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.yizhan.cases.catalogue.Catalogue;
import org.yizhan.cases.catalogue.FormSchema;
import org.yizhan.cases.docket.CaseFile;
import org.yizhan.cases.docket.Deed;
import org.yizhan.cases.docket.Docket;
import org.yizhan.cases.docket.Editing;
import org.yizhan.cases.search.Indexing;
import org.yizhan.platform.problem.Problem;
import org.yizhan.platform.problem.ProblemException;
import org.yizhan.platform.security.Actor;
import org.yizhan.protocol.event.Event;
import org.yizhan.protocol.id.CaseId;
import org.yizhan.protocol.id.ConsultationId;
import reactor.core.publisher.Mono;

/// Fills the form of a case, in the caller's transaction. A signature given before does not hold for the new content.
@Component
public class Filling {

    private final Docket docket;
    private final Catalogue catalogue;
    private final Indexing indexing;

    Filling(Docket docket, Catalogue catalogue, Indexing indexing) {
        this.docket = docket;
        this.catalogue = catalogue;
        this.indexing = indexing;
    }

    public Mono<CaseFile> fill(
            Actor actor, CaseId id, long version, Map<String, Object> form, Optional<ConsultationId> meeting) {
        return docket.lock(id, actor, version)
                .flatMap(file -> Editing.allowed(file, actor))
                .flatMap(file -> check(file, form))
                // The same content again is no change: a signature on it goes on holding.
                .flatMap(file -> file.form().equals(form) ? Mono.just(file) : write(actor, file, form, meeting));
    }

    private Mono<CaseFile> check(CaseFile file, Map<String, Object> form) {
        return Mono.fromCallable(() -> {
            require(
                    catalogue
                            .get(file.matter().item(), file.matter().itemVersion())
                            .form(),
                    form);
            return file;
        });
    }

    /// @throws ProblemException naming the first field that holds what it may not
    void require(FormSchema schema, Map<String, Object> form) {
        schema.firstWrong(form).ifPresent(field -> {
            throw new ProblemException(wrong(field));
        });
    }

    private static Problem wrong(String field) {
        var name = field.matches("[a-zA-Z0-9]{1,40}") ? field : "?";
        return Problem.of(422, "form-field", "表格内容有误，请核对。", "A field of the form holds what it may not.")
                .at("form." + name);
    }

    private Mono<CaseFile> write(
            Actor actor, CaseFile file, Map<String, Object> form, Optional<ConsultationId> meeting) {
        var in = meeting.orElse(null);
        var deed = Deed.of(actor, "form", file)
                .in(in)
                .announcing((f, at) -> new Event.CaseChanged(f.id(), in, f.version(), at));
        return docket.write(file.filled(form), deed).delayUntil(written -> indexing.form(written.id(), form));
    }
}
