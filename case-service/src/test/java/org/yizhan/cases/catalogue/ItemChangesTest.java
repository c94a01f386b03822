package org.yizhan.cases.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.yizhan.cases.catalogue.ItemChanges.Change;
import org.yizhan.cases.process.Processes;
import org.yizhan.cases.yaml.YamlFile;

/// What a release changes, item by item.
class ItemChangesTest {

    private static final PathMatchingResourcePatternResolver RESOURCES = new PathMatchingResourcePatternResolver();

    private final Catalogue catalogue = new Catalogue(RESOURCES, new Processes(RESOURCES), Clock.systemUTC());

    private static String shipped() {
        try {
            var file = RESOURCES.getResource("classpath:cases/catalogue/offsite-care-registration.v1.yaml");
            return file.getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Release release(String yaml, Instant effective) {
        return new Release(UUID.randomUUID(), "t.yaml", yaml, "a", "a", Instant.EPOCH, "b", "b", effective, effective);
    }

    private static String replaced(String yaml, String was, String is) {
        assertThat(yaml).contains(was);
        return yaml.replaceFirst(Pattern.quote(was), is);
    }

    @Test
    void onlyWhatDiffersIsTold() {
        var same = replaced(shipped(), "version: 1", "version: 2");
        var changes = catalogue.changes(release(same, Instant.EPOCH)).getFirst();
        assertThat(changes.before()).isEqualTo(1);
        assertThat(changes.version()).isEqualTo(2);
        assertThat(changes.changes()).isEmpty();

        var other = replaced(same, "fee: 0", "fee: 5");
        assertThat(catalogue.changes(release(other, Instant.EPOCH)).getFirst().changes())
                .containsExactly(new Change("fee", "0", "5"));
    }

    @Test
    void aVersionIsComparedWithTheOneRightBeforeIt() {
        var second =
                release(replaced(replaced(shipped(), "version: 1", "version: 2"), "fee: 0", "fee: 5"), Instant.EPOCH);
        var third =
                release(replaced(replaced(shipped(), "version: 1", "version: 3"), "fee: 0", "fee: 7"), Instant.EPOCH);
        catalogue.accept(List.of(second, third));
        assertThat(catalogue.changes(third).getFirst().changes()).containsExactly(new Change("fee", "5", "7"));
        assertThat(catalogue.changes(second).getFirst().changes()).containsExactly(new Change("fee", "0", "5"));
    }

    private static Object plain(String yaml) {
        return YamlFile.read(new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)))
                .plain();
    }

    @Test
    void papersAreComparedByTheirCodes() {
        var item = catalogue.all().getFirst();
        var was = plain("materials: [{code: a, required: true}, {code: b, exemptBy: [archive]}]");
        var is = plain("materials: [{code: b, exemptBy: [archive, data-sharing]}, {code: c}]");
        assertThat(ItemChanges.of(item, 1, was, is).changes())
                .containsExactly(
                        new Change("materials[b].exemptBy", "[archive]", "[archive, data-sharing]"),
                        new Change("materials[c]", null, "{code: c}"),
                        new Change("materials[a]", "{code: a, required: true}", null));
        var turned = plain("materials: [{code: b, exemptBy: [archive]}, {code: a, required: true}]");
        assertThat(ItemChanges.of(item, 1, was, turned).changes())
                .containsExactly(new Change("materials", "a, b", "b, a"));
        assertThat(ItemChanges.of(item, null, null, plain("{code: x, version: 1, limit: 5}"))
                        .changes())
                .containsExactly(new Change("limit", null, "5"));
    }
}
