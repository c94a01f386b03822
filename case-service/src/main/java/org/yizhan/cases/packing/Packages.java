package org.yizhan.cases.packing;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yizhan.cases.archive.CaseHistory;
import org.yizhan.cases.audit.AuditEntry;
import org.yizhan.cases.audit.AuditTrail;
import org.yizhan.cases.audit.CanonicalJson;
import org.yizhan.cases.audit.HeadKey;
import org.yizhan.cases.blob.Blobs;
import org.yizhan.cases.blob.BlockingWork;
import org.yizhan.cases.catalogue.Catalogue;
import org.yizhan.cases.catalogue.ServiceItem;
import org.yizhan.cases.docket.CaseFile;
import org.yizhan.cases.material.Material;
import org.yizhan.cases.material.Materials;
import org.yizhan.cases.meeting.Meeting;
import org.yizhan.cases.meeting.Meetings;
import org.yizhan.cases.packing.ReadablePage.Fact;
import org.yizhan.cases.paper.Press;
import org.yizhan.cases.settings.CaseSettings;
import org.yizhan.cases.settings.DataFolder;
import org.yizhan.cases.signature.Signature;
import org.yizhan.cases.signature.Signatures;
import org.yizhan.cases.verdict.Verdicts;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Packs cases that are done. A package is made once for each end of the case's trail and then stays as
/// it is; what comes later, such as the seal of a recording, makes another one beside it.
@Component
class Packages {

    private final Materials materials;
    private final Signatures signatures;
    private final Meetings meetings;
    private final CaseHistory history;
    private final AuditTrail audit;
    private final Blobs blobs;
    private final Catalogue catalogue;
    private final Press press;
    private final Verdicts verdicts;
    private final HeadKey key;
    private final BlockingWork work;
    private final CaseSettings settings;
    private final Clock clock;
    private final Path folder;

    Packages(
            Materials materials,
            Signatures signatures,
            Meetings meetings,
            CaseHistory history,
            AuditTrail audit,
            Blobs blobs,
            Catalogue catalogue,
            Press press,
            Verdicts verdicts,
            HeadKey key,
            BlockingWork work,
            CaseSettings settings,
            Clock clock,
            DataFolder data) {
        this.materials = materials;
        this.signatures = signatures;
        this.meetings = meetings;
        this.history = history;
        this.audit = audit;
        this.blobs = blobs;
        this.catalogue = catalogue;
        this.press = press;
        this.verdicts = verdicts;
        this.key = key;
        this.work = work;
        this.settings = settings;
        this.clock = clock;
        this.folder = data.packages();
    }

    private record Parts(
            List<Material> papers,
            List<byte[]> contents,
            List<Signature> signed,
            List<Meeting> met,
            List<CaseHistory.Line> lines,
            List<AuditEntry> entries) {}

    /// The package of the case as it is now, packed unless it was before.
    Mono<byte[]> of(CaseFile file) {
        var path = folder.resolve(name(file) + ".zip");
        return work.run(() -> Files.exists(path))
                .flatMap(exists -> exists ? work.run(() -> Files.readAllBytes(path)) : pack(file, path));
    }

    static String name(CaseFile file) {
        return file.number() + "-" + file.trail().auditSeq();
    }

    private Mono<byte[]> pack(CaseFile file, Path path) {
        return parts(file)
                .flatMap(parts -> press.archive(
                                "归档 " + file.number(),
                                sheet -> new PaperForm(file, item(file)).write(sheet, parts.lines()))
                        .flatMap(pdf -> verdicts.of(file)
                                .defaultIfEmpty(new byte[0])
                                .flatMap(decision -> work.run(() -> write(path, bag(file, parts, pdf, decision))))));
    }

    private Mono<Parts> parts(CaseFile file) {
        var id = file.id();
        return materials
                .of(id)
                .collectList()
                .flatMap(papers -> Flux.fromIterable(papers)
                        .concatMap(paper -> blobs.get(paper.sha256()))
                        .collectList()
                        .flatMap(contents -> signatures
                                .of(id)
                                .collectList()
                                .flatMap(signed -> meetings.of(id)
                                        .collectList()
                                        .flatMap(met -> history.of(id)
                                                .collectList()
                                                .flatMap(lines -> audit.of(id)
                                                        .collectList()
                                                        .map(entries -> new Parts(
                                                                papers, contents, signed, met, lines, entries)))))));
    }

    private ServiceItem item(CaseFile file) {
        return catalogue.get(file.matter().item(), file.matter().itemVersion());
    }

    private byte[] bag(CaseFile file, Parts parts, byte[] pdf, byte[] decision) throws IOException {
        var bag = new Bag();
        var files = new ArrayList<Fact>();
        var item = item(file);
        bag.put("case.pdf", pdf);
        if (decision.length > 0) {
            bag.put("decision.pdf", decision);
            files.add(new Fact("办理结果通知书（已签名） Signed decision", "decision.pdf"));
        }
        bag.put("form.json", CanonicalJson.of(file.form()));
        for (var i = 0; i < parts.papers().size(); i++) {
            var paper = parts.papers().get(i);
            var name = "materials/%02d-%s.%s".formatted(i + 1, paper.code(), ending(paper.contentType()));
            bag.put(name, parts.contents().get(i));
            files.add(new Fact(item.paperName(paper.code()), name));
        }
        for (var i = 0; i < parts.signed().size(); i++) {
            bag.put(
                    "signatures/%02d.json".formatted(i + 1),
                    CanonicalJson.of(signature(parts.signed().get(i))));
        }
        bag.put(
                "recordings.json",
                CanonicalJson.of(Map.of(
                        "meetings", parts.met().stream().map(Packages::meeting).toList())));
        bag.put("trail.ndjson", trail(parts.entries()));
        bag.put("metadata.xml", new Metadata(file, item, parts.papers().size(), settings.zone()).xml());
        bag.put("index.html", page(file, item, parts, files));
        bag.describe(info(file));
        var seal = key.seal(bag.tagManifest());
        return bag.zip(name(file), Map.of("seal.txt", seal, "seal-key.pem", key.publicPem()));
    }

    private Map<String, String> info(CaseFile file) {
        return Map.of(
                "Source-Organization", "Yizhan",
                "External-Identifier", file.number(),
                "Bagging-Date",
                        ZonedDateTime.ofInstant(clock.instant(), settings.zone())
                                .toLocalDate()
                                .toString(),
                "Trail-Entries", String.valueOf(file.trail().auditSeq()),
                "Trail-Head", HexFormat.of().formatHex(file.trail().auditHead()));
    }

    private static String ending(String contentType) {
        return switch (contentType) {
            case "image/jpeg" -> "jpg";
            case "image/png" -> "png";
            case "application/pdf" -> "pdf";
            default -> "bin";
        };
    }

    private static Map<String, @Nullable Object> signature(Signature signature) {
        var fields = new TreeMap<String, @Nullable Object>();
        fields.put("documentHash", signature.documentHash());
        fields.put("strokes", signature.strokes());
        fields.put("width", signature.width());
        fields.put("height", signature.height());
        fields.put("at", signature.at().toString());
        fields.put("consultation", signature.consultation() == null ? null : String.valueOf(signature.consultation()));
        fields.put("binding", signature.binding());
        return fields;
    }

    private static Map<String, @Nullable Object> meeting(Meeting meeting) {
        var fields = new TreeMap<String, @Nullable Object>();
        fields.put("consultation", meeting.consultation().toString());
        fields.put("recorded", meeting.recorded());
        fields.put("startedAt", meeting.startedAt() == null ? null : String.valueOf(meeting.startedAt()));
        fields.put("endedAt", meeting.endedAt() == null ? null : String.valueOf(meeting.endedAt()));
        fields.put("recording", meeting.recording() == null ? null : String.valueOf(meeting.recording()));
        fields.put("headHash", meeting.headHash());
        return fields;
    }

    private static String trail(List<AuditEntry> entries) {
        var lines = new StringBuilder();
        var hex = HexFormat.of();
        entries.forEach(entry -> lines.append(CanonicalJson.of(Map.of(
                        "seq", entry.seq(),
                        "body", entry.body(),
                        "previous", hex.formatHex(entry.previous()),
                        "hash", hex.formatHex(entry.hash()))))
                .append('\n'));
        return lines.toString();
    }

    private String page(CaseFile file, ServiceItem item, Parts parts, List<Fact> files) {
        var page = new ReadablePage(file.number() + " " + item.name());
        page.heading("办件 Case");
        page.facts(PaperForm.facts(file, item));
        page.heading("申请内容 Form");
        page.facts(item.form().fields().stream()
                .map(field -> new Fact(field.title(), field.shown(file.form().get(field.name()))))
                .toList());
        page.heading("材料 Papers");
        page.files(files);
        page.heading("办理过程 History");
        page.history(parts.lines());
        page.heading("会话与录像 Meetings and recordings");
        page.facts(parts.met().stream()
                .map(m -> new Fact(
                        m.consultation().toString(),
                        m.recording() == null ? "未录像 / 未封存" : m.recording() + " · " + m.headHash()))
                .toList());
        return page.finish();
    }

    /// Beside, to the disk, then renamed: a package is there wholly or not at all.
    private static byte[] write(Path path, byte[] content) throws IOException {
        Files.createDirectories(path.toAbsolutePath().getParent());
        var fresh = path.resolveSibling(path.getFileName() + "." + UUID.randomUUID() + ".new");
        Files.write(fresh, content, StandardOpenOption.CREATE_NEW);
        try (var channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
        return content;
    }
}
