package org.yizhan.cases.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.yizhan.cases.process.Processes;
import org.yizhan.cases.yaml.YamlFile;
import org.yizhan.protocol.id.ItemCode;

class CatalogueTest {

    private final PathMatchingResourcePatternResolver resources = new PathMatchingResourcePatternResolver();
    private final Processes processes = new Processes(resources);
    private final Catalogue catalogue = new Catalogue(resources, processes);

    @Test
    void has36ItemsOfWhichTwoRunHere() {
        assertThat(catalogue.all()).hasSize(36);
        assertThat(catalogue.all()).filteredOn(ServiceItem::online).hasSize(2);
        assertThat(catalogue.all()).allSatisfy(item -> {
            assertThat(item.steps()).isNotEmpty();
            assertThat(item.materials()).isNotEmpty();
            assertThat(item.name()).isNotEqualTo(item.nameEn());
        });
    }

    @Test
    void aFormIsFilledStepByStep() {
        var form = catalogue
                .newest(new ItemCode("offsite-care-registration"))
                .orElseThrow()
                .form();
        assertThat(form.gaps(Map.of())).containsExactly("kind", "destination", "from", "commitment");
        assertThat(form.firstWrong(Map.of("destination", ""))).isEmpty();
        assertThat(form.gaps(Map.of("destination", " "))).contains("destination");
        assertThat(form.gaps(Map.of("commitment", false))).contains("commitment");
        assertThat(form.firstWrong(Map.of("from", "2026-13-01"))).contains("from");
        assertThat(form.firstWrong(Map.of("unknown", "x"))).contains("unknown");
        assertThat(form.gaps(Map.of("kind", "异地转诊人员", "destination", "演示市", "from", "2026-12-01", "commitment", true)))
                .isEmpty();
    }

    @Test
    void whatIsWrongIsNamedWithFileAndLine() {
        var yaml = """
                code: trial
                version: 1
                online: true
                process: no-such-process
                name: 试
                nameEn: Trial
                summary: 试
                summaryEn: Trial
                materials: []
                form: {type: object, properties: {}}
                """;
        assertThatThrownBy(() -> read(yaml))
                .hasMessageContaining("trial.yaml:4: process names a process that does not");
        assertThatThrownBy(() -> read(yaml.replace("code: trial", "code: Trial!")))
                .hasMessageContaining("trial.yaml:1: code must be small letters");
        assertThatThrownBy(() -> read(yaml.replace("properties: {}", "required: [a], properties: {}")))
                .hasMessageContaining("trial.yaml:10: form.required[0] is required but not a property");
    }

    private void read(String yaml) {
        var resource = new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public String getFilename() {
                return "trial.yaml";
            }
        };
        new ItemFile(processes).read(YamlFile.read(resource));
    }
}
