package org.yizhan.cases.basket;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.yizhan.cases.catalogue.ServiceItem;
import org.yizhan.cases.docket.CaseFile;
import org.yizhan.cases.material.Material;
import org.yizhan.cases.paper.Sheet;

/// What became of a whole basket, on paper: every item with its state, its papers and its fee, and what all of them
/// cost.
///
/// @param lines the cases that the reader may see
record SettlementSheet(List<Line> lines, int hidden, Instant printed, ZoneId zone) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private static final Map<String, String> STATES = Map.of(
            "draft", "办理中",
            "in-review", "审核中",
            "joint", "联办中",
            "countersign", "会签中",
            "returned", "已退回补正",
            "suspended", "已中止",
            "completed", "已办结",
            "withdrawn", "已撤回",
            "denied", "未通过");

    /// One case of the basket.
    record Line(CaseFile file, ServiceItem item, List<Material> papers) {}

    int fee() {
        return lines.stream().mapToInt(l -> l.item().fee()).sum();
    }

    long completed() {
        return lines.stream().filter(l -> l.file().state().equals("completed")).count();
    }

    void write(Sheet sheet) throws IOException {
        var first = lines.getFirst().file();
        sheet.title("合并办理结算单", "共 " + lines.size() + " 个事项");
        sheet.heading("申请人");
        sheet.fact("姓名", first.resident().maskedName());
        sheet.fact("身份证号码", first.resident().idMask());
        sheet.fact("申请时间", at(first.openedAt()));
        var number = 1;
        for (var line : lines) {
            sheet.heading(number++ + "　" + line.item().name());
            sheet.fact("办件编号", line.file().number());
            sheet.fact(
                    "状态", STATES.getOrDefault(line.file().state(), line.file().state()));
            var completed = line.file().completedAt();
            if (completed != null) {
                sheet.fact("办结时间", at(completed));
            }
            sheet.fact("已收材料", papers(line));
            sheet.fact("费用", yuan(line.item().fee()));
        }
        sheet.heading("合计");
        sheet.fact("已办结", completed() + " / " + lines.size());
        sheet.fact("费用合计", yuan(fee()));
        if (hidden > 0) {
            sheet.fact("未列出", hidden + " 个事项由其他驿站办理");
        }
        sheet.small("打印时间 " + at(printed) + "。凭办件编号可在任一窗口或视频柜台查询办理进度。");
    }

    private static String papers(Line line) {
        var names = line.item().materials().stream()
                .filter(p -> line.papers().stream().anyMatch(m -> m.code().equals(p.code()) && m.unfit() == null))
                .map(ServiceItem.Paper::name)
                .toList();
        return String.join("、", names);
    }

    private static String yuan(int amount) {
        return amount == 0 ? "不收费" : amount + " 元";
    }

    private String at(Instant instant) {
        return instant.atZone(zone).format(TIME);
    }
}
