package org.yizhan.cases.catalogue;

import java.util.List;
import org.yizhan.cases.yaml.YamlValue;

/// Reads an item's guide and its legal basis.
final class GuideFile {

    private GuideFile() {}

    static Guide guide(YamlValue guide) {
        guide.only("conditions", "steps", "time", "place", "complaints");
        var complaints = guide.get("complaints");
        if (!complaints.text().matches("[0-9][0-9-]{2,19}")) {
            throw complaints.wrong("must be a telephone number");
        }
        return new Guide(
                several(guide.get("conditions")),
                several(guide.get("steps")),
                words(guide.get("time")),
                words(guide.get("place")),
                complaints.text());
    }

    static List<LegalBasis> basis(YamlValue basis) {
        var read = basis.list().stream()
                .map(law -> law.only("law", "lawEn", "article"))
                .map(law -> new LegalBasis(
                        law.get("law").text(),
                        law.get("lawEn").text(),
                        law.find("article").map(YamlValue::text).orElse(null)))
                .toList();
        if (read.isEmpty()) {
            throw basis.wrong("must name at least one law");
        }
        return read;
    }

    private static List<Guide.Words> several(YamlValue list) {
        var read = list.list().stream().map(GuideFile::words).toList();
        if (read.isEmpty()) {
            throw list.wrong("must say something");
        }
        return read;
    }

    private static Guide.Words words(YamlValue value) {
        value.only("text", "textEn");
        return new Guide.Words(value.get("text").text(), value.get("textEn").text());
    }
}
