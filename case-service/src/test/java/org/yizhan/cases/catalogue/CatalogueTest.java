package org.yizhan.cases.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
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
    private final Catalogue catalogue = new Catalogue(resources, processes, Clock.systemUTC());

    @Test
    void has36ItemsOfWhich32RunHere() {
        assertThat(catalogue.all()).hasSize(36);
        assertThat(catalogue.all()).filteredOn(ServiceItem::online).hasSize(32);
        assertThat(catalogue.all()).allSatisfy(item -> {
            assertThat(item.steps()).isNotEmpty();
            assertThat(item.materials()).isNotEmpty();
            assertThat(item.name()).isNotEqualTo(item.nameEn());
            assertThat(item.guide().conditions()).isNotEmpty();
            assertThat(item.basis()).isNotEmpty();
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
                group: g
                online: true
                source: common practice
                process: no-such-process
                name: 试
                nameEn: Trial
                summary: 试
                summaryEn: Trial
                limit: 5
                fee: 0
                basis: [{law: 法, lawEn: Law}]
                guide:
                  conditions: [{text: 一, textEn: One}]
                  steps: [{text: 二, textEn: Two}]
                  time: {text: 三, textEn: Three}
                  place: {text: 四, textEn: Four}
                  complaints: "12345"
                materials: []
                form: {type: object, properties: {}}
                """;
        assertThatThrownBy(() -> read(yaml))
                .hasMessageContaining("trial.yaml:6: process names a process that does not");
        assertThatThrownBy(() -> read(yaml.replace("code: trial", "code: Trial!")))
                .hasMessageContaining("trial.yaml:1: code must be small letters");
        assertThatThrownBy(() -> read(yaml.replace("properties: {}", "required: [a], properties: {}")))
                .hasMessageContaining("trial.yaml:21: form.required[0] is required but not a property");
    }

    private void read(String yaml) {
        var resource = new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public String getFilename() {
                return "trial.yaml";
            }
        };
        new ItemFile(processes, List.of(new ItemGroup("g", "组", "Group"))).read(YamlFile.read(resource));
    }
}
