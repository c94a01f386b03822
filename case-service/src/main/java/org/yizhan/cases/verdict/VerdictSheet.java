package org.yizhan.cases.verdict;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yizhan.cases.archive.CaseHistory;
import org.yizhan.cases.catalogue.ServiceItem;
import org.yizhan.cases.docket.CaseFile;
import org.yizhan.cases.docket.DeedNames;
import org.yizhan.cases.paper.Sheet;
import org.yizhan.cases.process.ProcessDefinition;

/// A decision on paper.
///
/// @param serial of the certificate that it will be signed with
record VerdictSheet(
        CaseFile file,
        ServiceItem item,
        ProcessDefinition process,
        Decision decision,
        List<CaseHistory.Line> lines,
        String serial,
        ZoneId zone) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    /// What people decided; the rest of the history is none of this document.
    private static final Set<String> APPROVALS =
            Set.of("accept", "approve", "return", "resubmit", "sign", "refuse", "complete", "deny");

    /// The line of history with which the case was over.
    record Decision(
            int seq,
            String action,
            String subject,
            String name,
            String level,
            Instant at,
            @Nullable String comment) {}

    void write(Sheet sheet) throws IOException {
        var denied = file.state().equals("denied");
        sheet.title("办理结果通知书", "办件编号 " + file.number());
        sheet.heading("申请");
        sheet.fact("事项", item.name());
        sheet.fact("申请人", file.resident().name());
        sheet.fact("身份证号码", file.resident().idMask());
        sheet.fact("申请时间", at(file.openedAt()));
        sheet.heading("办理过程");
        for (var line : lines) {
            if (APPROVALS.contains(line.action()) && line.seq() <= decision.seq()) {
                sheet.fact(at(line.at()), said(line));
            }
        }
        sheet.heading("办理结果");
        sheet.fact("结果", denied ? "不予通过" : "准予办理，已办结");
        var why = decision.comment();
        if (why != null && !why.isBlank()) {
            sheet.fact(denied ? "理由" : "意见", why);
        }
        if (!item.basis().isEmpty()) {
            sheet.fact("依据", basis());
        }
        if (denied) {
            sheet.paragraph("如不服本决定，可以自收到之日起六十日内申请行政复议，或者在六个月内提起行政诉讼。");
        }
        sheet.fact("办理人", decision.name());
        sheet.fact("日期", at(decision.at()));
        sheet.small("本文件由办理人用电子证书签名（证书序列号 " + serial + "），签名后的任何改动都能查出。投诉电话 "
                + item.guide().complaints() + "。");
    }

    private String said(CaseHistory.Line line) {
        var action = DeedNames.action(line.action()).zh();
        var step = line.step() == null
                ? ""
                : process.step(line.step()).map(s -> s.name()).orElse("");
        var what = step.contains(action) ? step : step + "　" + action;
        var comment = line.comment() == null || line.comment().isBlank() ? "" : "：" + line.comment();
        return line.getLevelName() + "　" + what + "　" + line.by() + comment;
    }

    private String basis() {
        return String.join(
                "；",
                item.basis().stream()
                        .map(b -> b.law() + (b.article() == null ? "" : "第" + b.article() + "条"))
                        .toList());
    }

    private String at(Instant instant) {
        return instant.atZone(zone).format(TIME);
    }
}
