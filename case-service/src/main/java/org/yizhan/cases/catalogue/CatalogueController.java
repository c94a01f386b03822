package org.yizhan.cases.catalogue;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.yizhan.protocol.id.ItemCode;

/// Shows the catalogue.
@RestController
class CatalogueController {

    private final Catalogue catalogue;

    CatalogueController(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    @GetMapping("/api/catalogue/items")
    List<Shown> items() {
        return catalogue.all().stream().map(Shown::of).toList();
    }

    @GetMapping("/api/catalogue/groups")
    List<ItemGroup> groups() {
        return catalogue.groups();
    }

    /// An item as pages get it.
    record Shown(
            ItemCode code,
            int version,
            String group,
            @Nullable Integer popular,
            String name,
            String nameEn,
            String summary,
            String summaryEn,
            boolean online,
            int limit,
            int fee,
            List<LegalBasis> basis,
            Guide guide,
            List<ServiceItem.Paper> materials,
            Map<String, Object> form,
            List<ServiceItem.Stage> steps) {

        static Shown of(ServiceItem item) {
            return new Shown(
                    item.code(),
                    item.version(),
                    item.group(),
                    item.popular(),
                    item.name(),
                    item.nameEn(),
                    item.summary(),
                    item.summaryEn(),
                    item.online(),
                    item.limit(),
                    item.fee(),
                    item.basis(),
                    item.guide(),
                    item.materials(),
                    item.form().json(),
                    item.steps());
        }
    }
}
