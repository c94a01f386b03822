package org.yizhan.cases.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/// The diagrams in the documentation are those of the definitions; `-Dyizhan.write-docs=true` draws them anew.
class DiagramTest {

    private static final Path DOCS = Path.of("..", "docs", "processes");

    static Stream<ProcessDefinition> definitions() {
        return new Processes(new PathMatchingResourcePatternResolver()).all().stream();
    }

    @ParameterizedTest
    @MethodSource("definitions")
    void aDefinitionDrawsItself(ProcessDefinition process) throws Exception {
        var svg = Diagram.of(process);
        var document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
        var shown = document.getDocumentElement().getTextContent();
        assertThat(process.steps()).allSatisfy(step -> assertThat(shown).contains(step.name(), step.nameEn()));
        assertThat(document.getElementsByTagName("path").getLength())
                .isGreaterThanOrEqualTo(process.steps().stream()
                        .mapToInt(s -> s.actions().size())
                        .sum());
        inDocs(process, svg);
    }

    private static void inDocs(ProcessDefinition process, String svg) throws IOException {
        var file = DOCS.resolve(process.id() + ".v" + process.version() + ".svg");
        if (Boolean.getBoolean("yizhan.write-docs")) {
            Files.createDirectories(DOCS);
            Files.writeString(file, svg);
        }
        if (Files.exists(file)) {
            assertThat(file).as("drawn with -Dyizhan.write-docs=true").hasContent(svg);
        }
    }
}
