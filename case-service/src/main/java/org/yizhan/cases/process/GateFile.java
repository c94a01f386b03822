package org.yizhan.cases.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yizhan.cases.yaml.YamlValue;

/// Reads the gates of a process: `choice`, `parallel` and `joins`.
final class GateFile {

    private GateFile() {}

    /// Null when it is no gate but a step.
    static @Nullable Gate read(String id, YamlValue node, Set<String> ids) {
        if (node.find("choice").isPresent()) {
            return choice(id, node.only("id", "choice"), ids);
        }
        if (node.find("parallel").isPresent()) {
            return split(id, node.only("id", "parallel", "join"), ids);
        }
        if (node.find("joins").isPresent()) {
            node.only("id", "joins", "then");
            var then = ProcessFile.leads(node.get("then"), ids).text();
            return new Gate.Join(id, exists(node.get("joins"), ids), then);
        }
        return null;
    }

    private static Gate choice(String id, YamlValue node, Set<String> ids) {
        var ways = new ArrayList<Gate.Way>();
        var listed = node.get("choice").list();
        for (var way : listed) {
            way.only("when", "to", "name", "nameEn");
            var last = ways.size() == listed.size() - 1;
            if (last == way.find("when").isPresent()) {
                throw way.wrong(
                        last
                                ? "is the last way and must be taken otherwise: it has no when"
                                : "lacks when; only the last way may");
            }
            var when = way.find("when").map(ConditionFile::read).orElse(null);
            ways.add(new Gate.Way(
                    when, ProcessFile.leads(way.get("to"), ids).text(), name(way, "name"), name(way, "nameEn")));
        }
        if (ways.size() < 2) {
            throw node.get("choice").wrong("must have two ways or more");
        }
        return new Gate.Choice(id, List.copyOf(ways));
    }

    private static String name(YamlValue way, String language) {
        return way.find("name").isPresent() || way.find("nameEn").isPresent()
                ? way.get(language).text()
                : "";
    }

    private static Gate split(String id, YamlValue node, Set<String> ids) {
        var branches =
                node.get("parallel").list().stream().map(b -> exists(b, ids)).toList();
        if (branches.size() < 2 || Set.copyOf(branches).size() != branches.size()) {
            throw node.get("parallel").wrong("must name two branches or more, each once");
        }
        return new Gate.Split(id, branches, exists(node.get("join"), ids));
    }

    private static String exists(YamlValue value, Set<String> ids) {
        if (!ids.contains(value.text())) {
            throw value.wrong("does not exist: " + value.text());
        }
        return value.text();
    }
}
