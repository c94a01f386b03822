package org.yizhan.cases.receipt;

import java.io.IOException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.yizhan.cases.archive.CaseHistory;
import org.yizhan.cases.catalogue.Catalogue;
import org.yizhan.cases.catalogue.ServiceItem;
import org.yizhan.cases.docket.CaseFile;
import org.yizhan.cases.docket.Docket;
import org.yizhan.cases.material.Material;
import org.yizhan.cases.material.Materials;
import org.yizhan.cases.meeting.Meeting;
import org.yizhan.cases.meeting.Meetings;
import org.yizhan.cases.org.Station;
import org.yizhan.cases.org.Stations;
import org.yizhan.cases.paper.Press;
import org.yizhan.cases.paper.Sheet;
import org.yizhan.cases.process.ProcessDefinition;
import org.yizhan.cases.process.Processes;
import org.yizhan.cases.settings.CaseSettings;
import org.yizhan.cases.signature.Signature;
import org.yizhan.cases.signature.Signatures;
import reactor.core.publisher.Mono;

/// Writes receipts: what was applied for, what was handed in, which steps were taken, the signature, and whether the
/// meeting was recorded.
@Component
class Receipts {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
    private static final float SIGNATURE_HEIGHT = 70;

    private static final Map<String, String> STATES =
            Map.of("draft", "办理中", "in-review", "审核中", "joint", "联办中", "returned", "已退回补正", "completed", "已办结");

    /// Actions that a resident cares about; the others are in the trail.
    private static final Map<String, String> ACTIONS = Map.of(
            "open", "申请",
            "accept", "受理",
            "approve", "通过",
            "return", "退回补正",
            "resubmit", "补正后重新提交",
            "sign", "签署",
            "complete", "办结",
            "signature", "本人签名");

    private static final Map<String, String> LEVELS =
            Map.of("booth", "本人（视频柜台）", "community", "社区", "street", "街道", "district", "区医保局");

    private final Press press;
    private final Catalogue catalogue;
    private final Processes processes;
    private final Stations stations;
    private final Materials materials;
    private final Signatures signatures;
    private final Meetings meetings;
    private final CaseHistory history;
    private final CaseSettings settings;
    private final Docket docket;

    Receipts(
            Press press,
            Catalogue catalogue,
            Processes processes,
            Stations stations,
            Materials materials,
            Signatures signatures,
            Meetings meetings,
            CaseHistory history,
            CaseSettings settings,
            Docket docket) {
        this.press = press;
        this.catalogue = catalogue;
        this.processes = processes;
        this.stations = stations;
        this.materials = materials;
        this.signatures = signatures;
        this.meetings = meetings;
        this.history = history;
        this.settings = settings;
        this.docket = docket;
    }

    private record Parts(
            String community,
            List<Material> papers,
            List<Signature> signed,
            List<Meeting> meetings,
            List<CaseHistory.Line> history) {}

    Mono<byte[]> of(CaseFile file) {
        return parts(file).flatMap(parts -> press.print("办理回执 " + file.number(), sheet -> write(sheet, file, parts)));
    }

    private Mono<Parts> parts(CaseFile file) {
        var id = file.id();
        return Mono.zip(
                        stations.find(file.scope()).map(Station::name).defaultIfEmpty(""),
                        materials.of(id).collectList(),
                        signatures.of(id).collectList(),
                        meetings.of(id).collectList(),
                        history.of(id).collectList())
                .map(p -> new Parts(p.getT1(), p.getT2(), p.getT3(), p.getT4(), p.getT5()));
    }

    private void write(Sheet sheet, CaseFile file, Parts parts) throws IOException {
        var item = catalogue.get(file.matter().item(), file.matter().itemVersion());
        var process = processes.get(file.matter().process(), file.matter().processVersion());
        sheet.title("办理回执", "办件编号 " + file.number());
        sheet.heading("办件");
        sheet.fact("事项", item.name());
        sheet.fact("申请人", file.resident().maskedName());
        sheet.fact("身份证号码", file.resident().idMask());
        sheet.fact("所在社区", parts.community());
        sheet.fact("申请时间", at(file.openedAt()));
        sheet.fact("当前状态", state(file, process));
        sheet.fact("视频会话", meetings(parts.meetings()));
        sheet.heading("材料");
        papers(sheet, item, parts.papers());
        sheet.heading("办理过程");
        for (var line : parts.history()) {
            step(sheet, line, process);
        }
        sheet.heading("申请人签名");
        signature(sheet, file, parts.signed());
        sheet.small("打印时间 " + at(docket.now()) + "。凭办件编号可在任一窗口或视频柜台查询办理进度。");
    }

    private static String state(CaseFile file, ProcessDefinition process) {
        var state = STATES.getOrDefault(file.state(), file.state());
        var step = file.step();
        return step == null
                ? state
                : state + "（" + process.step(step).map(s -> s.name()).orElse(step) + "）";
    }

    private static String meetings(List<Meeting> meetings) {
        if (meetings.isEmpty()) {
            return "无";
        }
        var last = meetings.getLast().recorded();
        if (last == null) {
            return "已进行";
        }
        return last ? "已录音录像（经本人同意）" : "未录音录像（本人不同意录制）";
    }

    private static void papers(Sheet sheet, ServiceItem item, List<Material> papers) throws IOException {
        var any = false;
        for (var paper : item.materials()) {
            var pages =
                    papers.stream().filter(p -> p.code().equals(paper.code())).count();
            if (pages > 0) {
                sheet.fact(pages + " 份", paper.name());
                any = true;
            }
        }
        if (!any) {
            sheet.fact("", "");
        }
    }

    private void step(Sheet sheet, CaseHistory.Line line, ProcessDefinition process) throws IOException {
        var action = ACTIONS.get(line.action());
        if (action == null) {
            return;
        }
        var name = line.step() == null
                ? ""
                : process.step(line.step()).map(s -> s.name()).orElse("");
        var who = LEVELS.getOrDefault(line.level(), line.level());
        var comment = line.comment() == null || line.comment().isBlank() ? "" : "：" + line.comment();
        var what = name.isEmpty()
                        || action.contains(name)
                        || line.action().equals("open")
                        || line.action().equals("signature")
                ? action
                : name.contains(action) ? name : name + " " + action;
        sheet.fact(at(line.at()), who + "　" + what + comment);
    }

    private void signature(Sheet sheet, CaseFile file, List<Signature> signed) throws IOException {
        if (signed.isEmpty()) {
            sheet.fact("", "尚未签名");
            return;
        }
        var last = signed.getLast();
        sheet.strokes(last.drawn(), last.width(), last.height(), SIGNATURE_HEIGHT);
        sheet.fact("签名时间", at(last.at()));
        sheet.fact("状态", last.holdsFor(file.formRevision()) ? "有效" : "已失效（签名后内容有改动）");
        sheet.small("所签文件 SHA-256 " + last.documentHash());
    }

    private String at(Instant instant) {
        return ZonedDateTime.ofInstant(instant, settings.zone()).format(TIME);
    }
}
