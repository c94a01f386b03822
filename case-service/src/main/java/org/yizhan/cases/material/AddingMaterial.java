package org.yizhan.cases.material;

import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.yizhan.cases.blob.Blobs;
import org.yizhan.cases.blob.BlockingWork;
import org.yizhan.cases.catalogue.Catalogue;
import org.yizhan.cases.docket.CaseFile;
import org.yizhan.cases.docket.CaseProblems;
import org.yizhan.cases.docket.Deed;
import org.yizhan.cases.docket.Docket;
import org.yizhan.cases.docket.Editing;
import org.yizhan.cases.search.Indexing;
import org.yizhan.platform.problem.Problem;
import org.yizhan.platform.security.Actor;
import org.yizhan.protocol.event.Event;
import org.yizhan.protocol.id.CaseId;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.MaterialId;
import reactor.core.publisher.Mono;

/// Puts a paper into a case.
@Component
class AddingMaterial {

    /// More pages than any case of the catalogue asks for.
    private static final int MOST = 100;

    private static final Problem WRONG_TYPE = Problem.of(
            415, "material-type", "只接受 JPEG、PNG 图片和 PDF 文件。", "Only JPEG and PNG pictures and PDF files are taken.");
    private static final Problem BROKEN_PDF = Problem.of(
            422, "material-broken", "PDF 文件不完整，请重新上传。", "The PDF file is not whole; please upload it again.");
    private static final Problem BROKEN_PICTURE = Problem.of(
            422,
            "material-broken",
            "图片已损坏或无法读取，请重新拍摄或上传。",
            "The picture is damaged or cannot be read; please take or upload it again.");
    private static final Problem TOO_LARGE = Problem.of(
            422,
            "material-picture-too-large",
            "图片尺寸过大，请降低分辨率后重新上传。",
            "The picture has too many pixels; please upload it at a lower resolution.");
    private static final Problem UNKNOWN = Problem.of(
                    422, "material-unknown", "这个事项不需要这种材料。", "This item does not ask for such a paper.")
            .at("code");
    private static final Problem TOO_MANY =
            Problem.of(409, "material-too-many", "材料页数太多了。", "The case holds too many pages already.");

    private final Docket docket;
    private final Catalogue catalogue;
    private final Materials materials;
    private final Blobs blobs;
    private final BlockingWork work;
    private final Indexing indexing;
    private final Awaited awaited;
    private final VirusScan scan;
    private final Redrawing redrawing;

    AddingMaterial(
            Docket docket,
            Catalogue catalogue,
            Materials materials,
            Blobs blobs,
            BlockingWork work,
            Indexing indexing,
            Awaited awaited,
            VirusScan scan,
            Redrawing redrawing) {
        this.docket = docket;
        this.catalogue = catalogue;
        this.materials = materials;
        this.blobs = blobs;
        this.work = work;
        this.indexing = indexing;
        this.awaited = awaited;
        this.scan = scan;
        this.redrawing = redrawing;
    }

    /// A paper whose content is safe in the folder but that no case holds yet.
    ///
    /// @param text what can be read in it; empty for pictures
    record Stored(PaperKind kind, String sha256, int bytes, String text) {}

    /// Before the transaction: looks at the content and stores it. The actor must be able to see the
    /// case, so that nobody fills the folder who has no business here.
    Mono<Stored> store(Actor actor, CaseId id, String code, byte[] content) {
        return docket.read(id, actor)
                .flatMap(file -> requireTaken(file, actor, code))
                .flatMap(file -> requireKnown(file, code))
                .then(work.run(() -> PaperKind.of(content)))
                .flatMap(kind -> kind.map(k -> store(k, content)).orElseGet(() -> CaseProblems.refuse(WRONG_TYPE)));
    }

    /// Pictures are kept as they were drawn anew, PDFs as they came.
    private Mono<Stored> store(PaperKind kind, byte[] content) {
        return scan.check(content).then(Mono.defer(() -> switch (kind) {
            case JPEG, PNG ->
                redrawing.redraw(kind, content).flatMap(redrawn -> switch (redrawn) {
                    case Redrawn.Picture picture -> keep(kind, picture.content());
                    case Redrawn.TooLarge _ -> CaseProblems.refuse(TOO_LARGE);
                    case Redrawn.Broken _ -> CaseProblems.refuse(BROKEN_PICTURE);
                });
            case PDF -> PaperKind.isWholePdf(content) ? keep(kind, content) : CaseProblems.refuse(BROKEN_PDF);
        }));
    }

    private Mono<Stored> keep(PaperKind kind, byte[] content) {
        return blobs.put(content)
                .flatMap(hash -> work.run(() -> PaperText.of(kind, content))
                        .map(text -> new Stored(kind, hash, content.length, text)));
    }

    private Mono<CaseFile> requireTaken(CaseFile file, Actor actor, String code) {
        return file.frozen() && Editing.isEditor(actor)
                ? awaited.isAwaited(file, code)
                        .flatMap(is -> is ? Mono.just(file) : CaseProblems.refuse(CaseProblems.NOT_EDITABLE))
                : Editing.allowed(file, actor);
    }

    private Mono<CaseFile> requireKnown(CaseFile file, String code) {
        var item = catalogue.get(file.matter().item(), file.matter().itemVersion());
        return item.asksFor(code) ? Mono.just(file) : CaseProblems.refuse(UNKNOWN);
    }

    /// A paper in its case.
    record Added(CaseFile file, Material material) {}

    /// In the caller's transaction.
    Mono<Added> add(Actor actor, CaseId id, String code, Stored stored, Optional<ConsultationId> meeting) {
        return docket.lock(id, actor)
                .flatMap(file -> requireTaken(file, actor, code))
                .flatMap(this::requireRoom)
                .flatMap(file -> write(actor, file, code, stored, meeting));
    }

    private Mono<CaseFile> requireRoom(CaseFile file) {
        return materials.of(file.id()).count().flatMap(n -> n < MOST ? Mono.just(file) : CaseProblems.refuse(TOO_MANY));
    }

    private Mono<Added> write(
            Actor actor, CaseFile file, String code, Stored stored, Optional<ConsultationId> meeting) {
        var id = MaterialId.random();
        var in = meeting.orElse(null);
        var deed = Deed.of(actor, "material", file)
                .in(in)
                .with(Map.of("material", id.toString(), "code", code, "sha256", stored.sha256()))
                .announcing((f, at) -> new Event.MaterialAdded(f.id(), in, f.version(), id, code, at));
        return docket.write(file, deed).flatMap(written -> {
            var material = new Material(
                    id,
                    file.id(),
                    code,
                    stored.kind().contentType(),
                    stored.bytes(),
                    stored.sha256(),
                    in,
                    actor.subject(),
                    written.changedAt(),
                    null);
            var readable = stored.text().isEmpty() ? Mono.<Void>empty() : indexing.paper(file.id(), stored.text());
            return materials.add(material).then(readable).thenReturn(new Added(written, material));
        });
    }
}
