package org.yizhan.cases.catalogue;

import java.util.HashSet;
import java.util.List;
import org.yizhan.cases.process.Level;
import org.yizhan.cases.process.Processes;
import org.yizhan.cases.process.Step;
import org.yizhan.cases.yaml.YamlValue;
import org.yizhan.protocol.id.ItemCode;

/// Reads a service item.
final class ItemFile {

    private final Processes processes;

    ItemFile(Processes processes) {
        this.processes = processes;
    }

    ServiceItem read(YamlValue item) {
        item.only(
                "code",
                "version",
                "online",
                "source",
                "process",
                "name",
                "nameEn",
                "summary",
                "summaryEn",
                "materials",
                "form",
                "steps");
        var online = item.get("online").flag();
        return new ServiceItem(
                code(item.get("code")),
                item.get("version").number(),
                online,
                online ? item.get("process").text() : null,
                item.get("name").text(),
                item.get("nameEn").text(),
                item.get("summary").text(),
                item.get("summaryEn").text(),
                papers(item.get("materials")),
                online ? FormFile.read(item.get("form")) : FormSchema.NONE,
                online ? stagesOf(item.get("process")) : stages(item.get("steps")));
    }

    private static ItemCode code(YamlValue value) {
        try {
            return new ItemCode(value.text());
        } catch (IllegalArgumentException _) {
            throw value.wrong("must be small letters, digits and hyphens");
        }
    }

    private static List<ServiceItem.Paper> papers(YamlValue list) {
        var codes = new HashSet<String>();
        return list.list().stream()
                .map(paper -> {
                    paper.only("code", "name", "nameEn", "required");
                    if (!codes.add(paper.get("code").text())) {
                        throw paper.get("code").wrong("is there twice");
                    }
                    return new ServiceItem.Paper(
                            paper.get("code").text(),
                            paper.get("name").text(),
                            paper.get("nameEn").text(),
                            paper.get("required").flag());
                })
                .toList();
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
