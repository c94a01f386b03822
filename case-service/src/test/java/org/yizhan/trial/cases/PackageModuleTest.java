package org.yizhan.trial.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.zip.ZipInputStream;
import org.apache.pdfbox.Loader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yizhan.cases.verify.VerifyPackage;

/// A case that is done leaves a package which opens and proves itself without the program.
class PackageModuleTest extends CasesTest {

    @TempDir
    private Path folder;

    private String id = "";

    @BeforeEach
    void aCaseThatIsDone() throws IOException {
        id = completeCase(OFF_SITE);
        officer.decide(id, "accept", null, meetings.live(id, OFFICER, BOOTH)).ok();
        assertThat(street.get("/api/cases/" + id + "/package.zip").status()).isEqualTo(409);
        community.decide(id, "approve", "材料齐全", null).ok();
        street.decide(id, "complete", null, null).ok();
        street = new CaseUser(patient(street.client()));
        Files.write(
                folder.resolve("package.zip"),
                street.get("/api/cases/" + id + "/package.zip").body());
        unpack();
    }

    private void unpack() throws IOException {
        var bytes = Files.readAllBytes(folder.resolve("package.zip"));
        try (var zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                var inside = entry.getName().substring(entry.getName().indexOf('/') + 1);
                var file = folder.resolve("bag").resolve(inside);
                Files.createDirectories(Objects.requireNonNull(file.getParent()));
                Files.write(file, zip.readAllBytes());
            }
        }
    }

    private static List<String> verify(Path bag) {
        var out = new ByteArrayOutputStream();
        var code = VerifyPackage.run(List.of(bag.toString()), new PrintStream(out, true, StandardCharsets.UTF_8));
        var lines = out.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(code).as(lines.toString()).isEqualTo(lines.size() > 1 ? 1 : 0);
        return lines.subList(0, lines.size() - 1);
    }

    @Test
    void itHoldsAsAZipAndUnpacked() {
        assertThat(verify(folder.resolve("package.zip"))).isEmpty();
        assertThat(verify(folder.resolve("bag"))).isEmpty();
    }

    @Test
    void oneByteFlippedInAnyFileIsNamed() throws IOException {
        try (var all = Files.walk(folder.resolve("bag"))) {
            for (var file : all.filter(Files::isRegularFile).toList()) {
                var name = folder.resolve("bag").relativize(file).toString();
                var content = Files.readAllBytes(file);
                var altered = content.clone();
                altered[altered.length / 2] ^= 1;
                Files.write(file, altered);
                assertThat(verify(folder.resolve("bag"))).as(name).isNotEmpty();
                if (name.startsWith("data/")) {
                    assertThat(verify(folder.resolve("bag"))).containsExactly(name + ": was changed");
                }
                Files.write(file, content);
            }
        }
        assertThat(verify(folder.resolve("bag"))).isEmpty();
    }

    @Test
    void aFileAddedOrTakenAwayIsNamed() throws IOException {
        Files.writeString(folder.resolve("bag/data/more.txt"), "more");
        Files.delete(folder.resolve("bag/data/form.json"));
        assertThat(verify(folder.resolve("bag")))
                .containsExactlyInAnyOrder("data/form.json: is missing", "data/more.txt: was added");
    }

    @Test
    void itReadsWithoutTheProgram() throws IOException {
        var page = Files.readString(folder.resolve("bag/data/index.html"));
        assertThat(page).contains("演示甲", "演示省演示市", "材料齐全", "materials/01-identity-card.");
        try (var pdf = Loader.loadPDF(folder.resolve("bag/data/case.pdf").toFile())) {
            var catalog = pdf.getDocumentCatalog();
            assertThat(catalog.getOutputIntents()).hasSize(1);
            assertThat(new String(catalog.getMetadata().toByteArray(), StandardCharsets.UTF_8))
                    .contains("pdfaid:part=\"2\"");
        }
        assertThat(Files.readString(folder.resolve("bag/data/metadata.xml"))).contains("<办件编号>");
        assertThat(Files.readAllLines(folder.resolve("bag/data/trail.ndjson"))).hasSizeGreaterThan(8);
    }
}
