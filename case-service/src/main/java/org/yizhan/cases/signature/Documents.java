package org.yizhan.cases.signature;

import static org.yizhan.cases.row.Columns.required;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.yizhan.cases.blob.Blobs;
import org.yizhan.cases.catalogue.Catalogue;
import org.yizhan.cases.catalogue.ServiceItem;
import org.yizhan.cases.docket.CaseFile;
import org.yizhan.cases.org.Stations;
import org.yizhan.cases.paper.Press;
import org.yizhan.cases.paper.Sheet;
import org.yizhan.cases.relief.Relief;
import org.yizhan.cases.relief.Reliefs;
import org.yizhan.cases.settings.CaseSettings;
import reactor.core.publisher.Mono;

/// Documents to be signed. Each is drawn once for a revision of the form and kept byte for byte.
@Component
class Documents {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private final DatabaseClient database;
    private final Blobs blobs;
    private final Press press;
    private final Catalogue catalogue;
    private final Stations stations;
    private final Reliefs reliefs;
    private final CaseSettings settings;
    private final Clock clock;

    Documents(
            DatabaseClient database,
            Blobs blobs,
            Press press,
            Catalogue catalogue,
            Stations stations,
            Reliefs reliefs,
            CaseSettings settings,
            Clock clock) {
        this.database = database;
        this.blobs = blobs;
        this.press = press;
        this.catalogue = catalogue;
        this.stations = stations;
        this.reliefs = reliefs;
        this.settings = settings;
        this.clock = clock;
    }

    /// The document of the case's present form, drawn now if it was not before.
    Mono<Document> of(CaseFile file) {
        return find(file).switchIfEmpty(Mono.defer(() -> draw(file)));
    }

    Mono<byte[]> bytes(Document document) {
        return blobs.get(document.sha256());
    }

    private Mono<Document> find(CaseFile file) {
        return database.sql("SELECT * FROM cases.document WHERE case_id = :case AND form_revision = :revision")
                .bind("case", file.id().value())
                .bind("revision", file.formRevision())
                .map(row -> new Document(
                        required(row, "form_revision", Integer.class),
                        required(row, "sha256", String.class),
                        required(row, "bytes", Integer.class),
                        required(row, "at", Instant.class)))
                .one();
    }

    /// Two who draw at once agree on the one that was written first.
    private Mono<Document> draw(CaseFile file) {
        return stations.find(file.scope())
                .map(s -> s.name())
                .defaultIfEmpty(file.scope().value())
                .flatMap(community -> reliefs.of(file.id())
                        .collectList()
                        .flatMap(granted ->
                                press.print("申请书 " + file.number(), sheet -> write(sheet, file, community, granted))))
                .flatMap(bytes -> blobs.put(bytes).flatMap(hash -> keep(file, hash, bytes.length)))
                .then(Mono.defer(() -> find(file)));
    }

    private Mono<Void> keep(CaseFile file, String hash, int bytes) {
        return database.sql("""
                        INSERT INTO cases.document (case_id, form_revision, sha256, bytes, at)
                        VALUES (:case, :revision, :hash, :bytes, :at) ON CONFLICT DO NOTHING
                        """)
                .bind("case", file.id().value())
                .bind("revision", file.formRevision())
                .bind("hash", hash)
                .bind("bytes", bytes)
                .bind("at", clock.instant())
                .then();
    }

    private void write(Sheet sheet, CaseFile file, String community, List<Relief> granted) throws IOException {
        var item = catalogue.get(file.matter().item(), file.matter().itemVersion());
        sheet.title("医疗保障服务事项申请书", "办件编号 " + file.number());
        sheet.heading("申请事项");
        sheet.fact("事项", item.name());
        sheet.fact("申请人", file.resident().name());
        sheet.fact("身份证号码", file.resident().idMask());
        sheet.fact("所在社区", community);
        sheet.fact("申请时间", at(file.openedAt()));
        sheet.heading("申请内容");
        for (var field : item.form().fields()) {
            sheet.fact(field.title(), field.shown(file.form().get(field.name())));
        }
        reliefs(sheet, item, granted);
        sheet.heading("声明");
        sheet.paragraph("本人已知悉办理条件和所需材料，以上内容由本人提供或确认，真实无误。本人在屏幕上的手写签名与纸质签名效力相同，" + "签名只对本文件有效；内容有任何改动，须重新签名。");
        sheet.small("文件版本 " + file.formRevision() + "，生成时间 " + at(clock.instant()));
    }

    /// What the resident promises, and what they still owe.
    private void reliefs(Sheet sheet, ServiceItem item, List<Relief> granted) throws IOException {
        for (var relief : granted) {
            var due = relief.due();
            if (relief.kind() == Relief.Kind.PROMISE) {
                sheet.heading("告知承诺");
                sheet.fact("免交材料", item.paperName(relief.code()));
                sheet.paragraph(
                        "本人已被告知应当符合的条件和不实承诺的后果，承诺符合上述材料所证明的条件，愿意接受核查；承诺不实的，" + "依法承担责任。依据：" + relief.basis() + "。");
            } else if (due != null) {
                sheet.heading("容缺受理");
                sheet.fact("后补材料", item.paperName(relief.code()));
                sheet.fact("补交期限", at(due));
                sheet.paragraph("本人承诺在期限内补交上述材料；逾期未补的，本事项不能办结。依据：" + relief.basis() + "。");
            }
        }
    }

    private String at(Instant instant) {
        return ZonedDateTime.ofInstant(instant, settings.zone()).format(TIME);
    }
}
