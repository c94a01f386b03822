package org.yizhan.cases.catalogue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
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

/// All service items, every version that a case may still be of: those that come with the program, read
/// and checked at start, and those that the bureau published since.
@Component
public class Catalogue {

    private static final String FILES = "classpath*:cases/catalogue/*.yaml";
    private static final String GROUPS = "classpath:cases/groups.yaml";

    /// A version, and from when on new cases are of it.
    ///
    /// @param yaml as plain Java, for comparing versions
    private record Published(ServiceItem item, Instant from, Object yaml) {}

    private final Map<ItemCode, TreeMap<Integer, Published>> shipped = new LinkedHashMap<>();
    private final List<ItemGroup> groups;
    private final ItemFile reader;
    private final Clock clock;
    private volatile Map<ItemCode, TreeMap<Integer, Published>> items;

    Catalogue(ResourcePatternResolver resources, Processes processes, Clock clock) {
        this.clock = clock;
        groups = GroupFile.read(resources.getResource(GROUPS));
        reader = new ItemFile(processes, groups);
        try {
            for (var resource : resources.getResources(FILES)) {
                reader.all(YamlFile.read(resource)).forEach((v, item) -> add(shipped, v, item, Instant.EPOCH));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + FILES, e);
        }
        items = shipped;
    }

    private static void add(
            Map<ItemCode, TreeMap<Integer, Published>> to, YamlValue value, ServiceItem item, Instant from) {
        var versions = to.computeIfAbsent(item.code(), _ -> new TreeMap<>());
        if (versions.put(item.version(), new Published(item, from, value.plain())) != null) {
            throw value.get("code").wrong("is there twice in version " + item.version());
        }
    }

    /// Reads a file of items that is not published yet.
    ///
    /// @throws org.yizhan.cases.yaml.BadDefinition naming file and line, also when a version is not a
    /// new one
    List<ServiceItem> check(Release release) {
        var read = reader.all(YamlFile.read(release.resource()));
        read.forEach((value, item) -> {
            var known = items.get(item.code());
            if (known != null && known.lastKey() >= item.version()) {
                throw value.get("version").wrong("must be above " + known.lastKey() + ", which is published");
            }
        });
        return List.copyOf(read.values());
    }

    /// What the items of a release say otherwise than the versions before them.
    ///
    /// @throws org.yizhan.cases.yaml.BadDefinition when the file can no longer be used
    List<ItemChanges> changes(Release release) {
        return reader.all(YamlFile.read(release.resource())).entrySet().stream()
                .map(entry -> changes(entry.getKey().plain(), entry.getValue()))
                .toList();
    }

    private ItemChanges changes(Object yaml, ServiceItem item) {
        var versions = items.get(item.code());
        var before = versions == null ? null : versions.lowerEntry(item.version());
        return before == null
                ? ItemChanges.of(item, null, null, yaml)
                : ItemChanges.of(item, before.getKey(), before.getValue().yaml(), yaml);
    }

    /// Takes over what is published, in place of what was taken over before.
    void accept(List<Release> releases) {
        var all = new LinkedHashMap<ItemCode, TreeMap<Integer, Published>>();
        shipped.forEach((code, versions) -> all.put(code, new TreeMap<>(versions)));
        for (var release : releases) {
            var from = release.effectiveAt();
            if (from != null) {
                reader.all(YamlFile.read(release.resource())).forEach((v, item) -> add(all, v, item, from));
            }
        }
        items = all;
    }

    /// The newest version of an item, which new cases are of.
    public Optional<ServiceItem> newest(ItemCode code) {
        var now = clock.instant();
        var versions = items.get(code);
        return versions == null
                ? Optional.empty()
                : versions.descendingMap().values().stream()
                        .filter(v -> !v.from().isAfter(now))
                        .map(Published::item)
                        .findFirst();
    }

    /// @throws IllegalStateException when a case is of a version that the program does not know
    public ServiceItem get(ItemCode code, int version) {
        var item = Optional.ofNullable(items.get(code)).map(v -> v.get(version));
        return item.orElseThrow(() -> new IllegalStateException("no item " + code + " version " + version))
                .item();
    }

    /// The newest versions: the most asked for first, then by group, what only a window handles last.
    public List<ServiceItem> all() {
        return items.keySet().stream()
                .flatMap(code -> newest(code).stream())
                .sorted(Comparator.comparing(
                                ServiceItem::popular, Comparator.nullsLast(Comparator.<Integer>naturalOrder()))
                        .thenComparing(Comparator.comparing(ServiceItem::online).reversed())
                        .thenComparing(item -> groupPlace(item.group())))
                .toList();
    }

    public List<ItemGroup> groups() {
        return groups;
    }

    private int groupPlace(String id) {
        return groups.stream().map(ItemGroup::id).toList().indexOf(id);
    }
}
