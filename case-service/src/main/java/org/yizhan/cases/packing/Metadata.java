package org.yizhan.cases.packing;

import static org.yizhan.cases.packing.ReadablePage.escape;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import org.yizhan.cases.catalogue.ServiceItem;
import org.yizhan.cases.docket.CaseFile;

/// What an archive files the package by, in the manner of DA/T 85-2019. The standard's own schema was
/// not at hand: the names are its terms, the structure is ours.
record Metadata(CaseFile file, ServiceItem item, int papers, ZoneId zone) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ISO_OFFSET_DATE_TIME;

    String xml() {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <电子档案 类型="政务服务事项">
                  <来源><机构>%s</机构><受理渠道>%s</受理渠道></来源>
                  <标识><办件编号>%s</办件编号><系统标识>%s</系统标识></标识>
                  <事项><编码>%s</编码><版本>%d</版本><名称>%s</名称></事项>
                  <时间><申请>%s</申请><办结>%s</办结></时间>
                  <内容><材料份数>%d</材料份数><格式>PDF/A-2b HTML JSON JPEG PNG</格式></内容>
                  <完整性><审计链条目>%d</审计链条目><算法>SHA-256 Ed25519</算法></完整性>
                  <纸质原件><存放位置>无</存放位置></纸质原件>
                </电子档案>
                """.formatted(
                        escape(file.station().value()),
                        escape(file.matter().channel().word()),
                        escape(file.number()),
                        file.id(),
                        escape(item.code().value()),
                        item.version(),
                        escape(item.name()),
                        at(file.openedAt()),
                        at(file.completedAt()),
                        papers,
                        file.trail().auditSeq());
    }

    private String at(@Nullable Instant instant) {
        return instant == null ? "" : ZonedDateTime.ofInstant(instant, zone).format(TIME);
    }
}
