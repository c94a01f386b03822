package org.yizhan.cases.catalogue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.stereotype.Component;
import org.yizhan.cases.process.Processes;
import org.yizhan.cases.yaml.YamlFile;
import org.yizhan.cases.yaml.YamlValue;
import org.yizhan.protocol.id.ItemCode;

/// All service items, every version that a case may still be of. Read and checked at start.
@Component
public class Catalogue {

    private static final String FILES = "classpath*:cases/catalogue/*.yaml";

    private final Map<ItemCode, TreeMap<Integer, ServiceItem>> items = new LinkedHashMap<>();

    Catalogue(ResourcePatternResolver resources, Processes processes) {
        var file = new ItemFile(processes);
        try {
            for (var resource : resources.getResources(FILES)) {
                var value = YamlFile.read(resource);
                var several = value.find("items").map(YamlValue::list).orElse(List.of(value));
                several.forEach(v -> add(v, file.read(v)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + FILES, e);
        }
    }

    private void add(YamlValue value, ServiceItem item) {
        var versions = items.computeIfAbsent(item.code(), _ -> new TreeMap<>());
        if (versions.put(item.version(), item) != null) {
            throw value.get("code").wrong("is there twice in version " + item.version());
        }
    }

    /// The newest version of an item, which new cases are of.
    public Optional<ServiceItem> newest(ItemCode code) {
        return Optional.ofNullable(items.get(code)).map(v -> v.lastEntry().getValue());
    }

    /// @throws IllegalStateException when a case is of a version that the program does not know
    public ServiceItem get(ItemCode code, int version) {
        var item = Optional.ofNullable(items.get(code)).map(v -> v.get(version));
        return item.orElseThrow(() -> new IllegalStateException("no item " + code + " version " + version));
    }

    /// The newest versions, online ones first.
    public List<ServiceItem> all() {
        return items.values().stream()
                .map(v -> v.lastEntry().getValue())
                .sorted(Comparator.comparing(ServiceItem::online).reversed())
                .toList();
    }
}
