package org.yizhan.cases.catalogue;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yizhan.cases.process.Level;
import org.yizhan.cases.process.Processes;
import org.yizhan.cases.process.Step;
import org.yizhan.cases.yaml.YamlValue;
import org.yizhan.protocol.id.ItemCode;

/// Reads a service item.
final class ItemFile {

    /// More than any office may take.
    private static final int LONGEST_LIMIT = 250;

    private static final int MOST_YUAN = 100_000;

    private final Processes processes;
    private final List<ItemGroup> groups;

    ItemFile(Processes processes, List<ItemGroup> groups) {
        this.processes = processes;
        this.groups = groups;
    }

    /// The items of a file: one, or several under `items`.
    Map<YamlValue, ServiceItem> all(YamlValue file) {
        var several = file.find("items").map(YamlValue::list).orElse(List.of(file));
        if (several.isEmpty()) {
            throw file.get("items").wrong("must name at least one item");
        }
        var items = new LinkedHashMap<YamlValue, ServiceItem>();
        several.forEach(value -> items.put(value, read(value)));
        return items;
    }

    ServiceItem read(YamlValue item) {
        item.only(
                "code",
                "version",
                "group",
                "popular",
                "online",
                "source",
                "process",
                "name",
                "nameEn",
                "summary",
                "summaryEn",
                "limit",
                "fee",
                "basis",
                "guide",
                "materials",
                "signature",
                "form",
                "steps");
        var online = item.get("online").flag();
        return new ServiceItem(
                code(item.get("code")),
                within(item.get("version"), 1, 10_000),
                group(item.get("group")),
                item.find("popular").map(v -> within(v, 1, 100)).orElse(null),
                online,
                item.get("source").text(),
                online ? item.get("process").text() : null,
                item.get("name").text(),
                item.get("nameEn").text(),
                item.get("summary").text(),
                item.get("summaryEn").text(),
                within(item.get("limit"), 0, LONGEST_LIMIT),
                within(item.get("fee"), 0, MOST_YUAN),
                GuideFile.basis(item.get("basis")),
                GuideFile.guide(item.get("guide")),
                papers(item.get("materials")),
                item.find("signature").map(YamlValue::flag).orElse(true),
                online ? form(item) : FormSchema.NONE,
                online ? stagesOf(item.get("process")) : stages(item.get("steps")));
    }

    /// A choice of the process asks only what the form has.
    private FormSchema form(YamlValue item) {
        var form = FormFile.read(item.get("form"));
        processes
                .newest(item.get("process").text())
                .ifPresent(process -> process.fields().forEach(field -> {
                    if (form.fields().stream().noneMatch(f -> f.name().equals(field))) {
                        throw item.get("process").wrong("asks for a field that the form lacks: " + field);
                    }
                }));
        return form;
    }

    private static ItemCode code(YamlValue value) {
        try {
            return new ItemCode(value.text());
        } catch (IllegalArgumentException _) {
            throw value.wrong("must be small letters, digits and hyphens");
        }
    }

    private static int within(YamlValue value, int least, int most) {
        if (value.number() < least || value.number() > most) {
            throw value.wrong("must be from " + least + " to " + most);
        }
        return value.number();
    }

    private String group(YamlValue value) {
        if (groups.stream().noneMatch(g -> g.id().equals(value.text()))) {
            throw value.wrong("names a group that does not exist: " + value.text());
        }
        return value.text();
    }

    private static List<ServiceItem.Paper> papers(YamlValue list) {
        var codes = new HashSet<String>();
        return list.list().stream()
                .map(paper -> {
                    if (!codes.add(paper.get("code").text())) {
                        throw paper.get("code").wrong("is there twice");
                    }
                    return paper(paper);
                })
                .toList();
    }

    private static ServiceItem.Paper paper(YamlValue paper) {
        paper.only("code", "name", "nameEn", "required", "tolerable", "promisable", "exemptBy");
        var required = paper.get("required").flag();
        for (var relief : List.of("tolerable", "promisable")) {
            if (!required && paper.find(relief).isPresent()) {
                throw paper.get(relief).wrong("is only for papers that are required");
            }
        }
        if (!paper.get("code").text().matches("[a-z][a-z0-9-]{0,39}")) {
            throw paper.get("code").wrong("must be small letters, digits and hyphens");
        }
        return new ServiceItem.Paper(
                paper.get("code").text(),
                paper.get("name").text(),
                paper.get("nameEn").text(),
                required,
                paper.find("tolerable").map(v -> within(v, 1, 60)).orElse(0),
                paper.find("promisable").map(YamlValue::flag).orElse(false),
                paper.find("exemptBy").map(YamlValue::list).orElse(List.of()).stream()
                        .map(e -> e.oneOf(ServiceItem.Exemption.class))
                        .toList());
    }

    private static List<ServiceItem.Stage> stages(YamlValue list) {
        return list.list().stream()
                .map(step -> step.only("id", "level", "name", "nameEn"))
                .map(step -> new ServiceItem.Stage(
                        step.get("id").text(),
                        step.get("level").oneOf(Level.class).word(),
                        step.get("name").text(),
                        step.get("nameEn").text()))
                .toList();
    }

    private List<ServiceItem.Stage> stagesOf(YamlValue process) {
        var definition = processes
                .newest(process.text())
                .orElseThrow(() -> process.wrong("names a process that does not exist: " + process.text()));
        return definition.steps().stream()
                .filter(step -> step.kind() != Step.Kind.CORRECTION)
                .map(step -> new ServiceItem.Stage(step.id(), step.level().word(), step.name(), step.nameEn()))
                .toList();
    }
}
