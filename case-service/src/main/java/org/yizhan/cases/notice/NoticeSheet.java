package org.yizhan.cases.notice;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.yizhan.cases.catalogue.FormField;
import org.yizhan.cases.catalogue.ServiceItem;
import org.yizhan.cases.docket.CaseFile;
import org.yizhan.cases.paper.Sheet;

/// A notice on paper, with what it tells in words.
record NoticeSheet(CaseFile file, ServiceItem item, Notice notice, ZoneId zone) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    /// A gap in words.
    record Line(String code, String text, String textEn) {}

    List<Line> lines() {
        return notice.gaps().stream().map(this::line).toList();
    }

    private Line line(String gap) {
        var name = gap.substring(gap.indexOf('.') + 1);
        if (gap.startsWith("form.")) {
            var field = item.form().fields().stream()
                    .filter(f -> f.name().equals(name))
                    .findFirst();
            return new Line(
                    gap,
                    "申请表未填：" + field.map(FormField::title).orElse(name),
                    "Not filled in: " + field.map(FormField::titleEn).orElse(name));
        }
        if (gap.startsWith("material.")) {
            var paper =
                    item.materials().stream().filter(p -> p.code().equals(name)).findFirst();
            return new Line(
                    gap,
                    "缺少材料：" + paper.map(ServiceItem.Paper::name).orElse(name),
                    "Missing paper: " + paper.map(ServiceItem.Paper::nameEn).orElse(name));
        }
        return new Line(gap, "申请人未签名，或签名后内容有改动", "Not signed, or changed after it was signed");
    }

    void write(Sheet sheet) throws IOException {
        sheet.title("一次性告知书", "办件编号 " + file.number() + "（第 " + notice.number() + " 号）");
        sheet.heading("申请");
        sheet.fact("事项", item.name());
        sheet.fact("申请人", file.resident().maskedName());
        sheet.fact("身份证号码", file.resident().idMask());
        sheet.fact("收到申请", at(file.openedAt()));
        sheet.heading("需要补正的全部内容");
        var number = 1;
        for (var line : lines()) {
            sheet.fact(String.valueOf(number++), line.text());
        }
        for (var unfit : notice.unfit()) {
            sheet.fact(String.valueOf(number++), "材料不符合要求：" + item.paperName(unfit.code()) + "。" + unfit.why());
        }
        sheet.heading("说明");
        sheet.paragraph("以上为本次申请需要补正的全部内容，补正后即予受理；本告知时已经能够发现而未列出的问题，不再要求补正。" + "依据：《中华人民共和国行政许可法》第三十二条。");
        sheet.fact("告知人", notice.name());
        sheet.fact("告知时间", at(notice.at()));
        sheet.fact("投诉电话", item.guide().complaints());
    }

    private String at(Instant instant) {
        return instant.atZone(zone).format(TIME);
    }
}
