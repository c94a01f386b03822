package org.yizhan.cases.catalogue;

import java.util.List;
import org.springframework.core.io.Resource;
import org.yizhan.cases.yaml.YamlFile;

/// Reads the groups of items.
final class GroupFile {

    private GroupFile() {}

    static List<ItemGroup> read(Resource resource) {
        return YamlFile.read(resource).only("groups").get("groups").list().stream()
                .map(group -> group.only("id", "name", "nameEn"))
                .map(group -> new ItemGroup(
                        group.get("id").text(),
                        group.get("name").text(),
                        group.get("nameEn").text()))
                .toList();
    }
}
