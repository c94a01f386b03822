package org.yizhan.cases.packing;

import java.io.IOException;
import java.util.List;
import org.yizhan.cases.archive.CaseHistory;
import org.yizhan.cases.catalogue.ServiceItem;
import org.yizhan.cases.docket.CaseFile;
import org.yizhan.cases.packing.ReadablePage.Fact;
import org.yizhan.cases.paper.Sheet;

/// The case on paper, as it is put into the archive.
record PaperForm(CaseFile file, ServiceItem item) {

    /// Where the paper original lies, if there is one: what was filed here has none.
    static List<Fact> facts(CaseFile file, ServiceItem item) {
        return List.of(
                new Fact("办件编号 Number", file.number()),
                new Fact("事项 Item", item.name() + " (" + item.code().value() + " v" + item.version() + ")"),
                new Fact(
                        "申请人 Resident",
                        file.resident().name() + " " + file.resident().idMask()),
                new Fact("所在社区 Community", file.scope().value()),
                new Fact("受理渠道 Channel", file.matter().channel().word()),
                new Fact("申请时间 Opened", file.openedAt().toString()),
                new Fact("办结时间 Completed", file.completedAt() == null ? "" : String.valueOf(file.completedAt())),
                new Fact("纸质原件 Paper original", "无（全程电子） none, filed electronically"));
    }

    void write(Sheet sheet, List<CaseHistory.Line> lines) throws IOException {
        sheet.title("办件归档", file.number());
        for (var fact : facts(file, item)) {
            sheet.fact(fact.label(), fact.value());
        }
        sheet.heading("申请内容");
        for (var field : item.form().fields()) {
            sheet.fact(field.title(), field.shown(file.form().get(field.name())));
        }
        sheet.heading("办理过程");
        for (var line : lines) {
            var comment = line.comment() == null ? "" : "：" + line.comment();
            sheet.fact(
                    line.at().toString().substring(0, 19),
                    line.level() + " " + line.by() + " " + line.action() + comment);
        }
    }
}
