package org.yizhan.cases.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/// The diagrams in the documentation are those of the definitions; `-Dyizhan.write-docs=true` draws them anew.
class DiagramTest {

    private static final Path DOCS = Path.of("..", "docs", "processes");

    static Stream<Arguments> drawings() {
        return new Processes(new PathMatchingResourcePatternResolver())
                .all().stream().flatMap(p -> Stream.of(Language.values()).map(l -> Arguments.of(p, l)));
    }

    @ParameterizedTest
    @MethodSource("drawings")
    void aDefinitionDrawsItself(ProcessDefinition process, Language language) throws Exception {
        var svg = Diagram.of(process, language);
        var document = parsed(svg);
        var shown = texts(document, "text", Element::getTextContent);
        var words = new DiagramWords(language);
        assertThat(process.steps())
                .allSatisfy(step -> assertThat(String.join("", shown).replace(" ", ""))
                        .contains(words.name(step).replace(" ", "")));
        assertThat(texts(document, "g", g -> g.getAttribute("data-step")))
                .containsExactlyInAnyOrderElementsOf(
                        process.steps().stream().map(Step::id).toList());
        assertThat(texts(document, "path", p -> p.getAttribute("d")).size())
                .isGreaterThanOrEqualTo(process.steps().stream()
                        .mapToInt(s -> s.actions().size())
                        .sum());
        inDocs(process, language, svg);
    }

    @ParameterizedTest
    @MethodSource("drawings")
    void itSpeaksOneLanguage(ProcessDefinition process, Language language) throws Exception {
        var foreign = language == Language.ZH ? "(?s).*[A-Za-z].*" : "(?s).*\\p{IsHan}.*";
        assertThat(texts(parsed(Diagram.of(process, language)), "text", Element::getTextContent))
                .isNotEmpty()
                .noneMatch(said -> said.matches(foreign));
    }

    /// A card of the administrator's page is 880 px wide at 1440; a sheet of A4 holds about 700 px at full size.
    @ParameterizedTest
    @MethodSource("drawings")
    void itFitsItsCardInLettersThatAreRead(ProcessDefinition process, Language language) throws Exception {
        var document = parsed(Diagram.of(process, language));
        assertThat(Integer.parseInt(document.getDocumentElement().getAttribute("width")))
                .isLessThanOrEqualTo(880);
        assertThat(texts(document, "text", t -> t.getAttribute("font-size")).stream()
                        .filter(size -> !size.isEmpty()))
                .allMatch(size -> Integer.parseInt(size) >= 14);
        assertThat(document.getDocumentElement().getAttribute("font-size")).isEqualTo("14");
    }

    @ParameterizedTest
    @MethodSource("drawings")
    void wordsStayInTheirBoxesAndBoxesApart(ProcessDefinition process, Language language) {
        var words = new DiagramWords(language);
        var layout = new Layout(process, words);
        var grid = new DiagramGrid(process, layout, words);
        for (var step : process.steps()) {
            var said = grid.words(step.id());
            assertThat(said.name()).allMatch(l -> DiagramText.width(l, DiagramGrid.NAME) <= DiagramGrid.BOX - 8);
            assertThat(said.details()).allMatch(l -> DiagramText.width(l, DiagramGrid.LETTERS) <= DiagramGrid.BOX - 8);
        }
        var spots = layout.cells().keySet().stream().map(grid::at).toList();
        for (var one : spots) {
            assertThat(spots.stream().filter(other -> overlap(one, other))).containsExactly(one);
        }
    }

    private static boolean overlap(DiagramGrid.Spot a, DiagramGrid.Spot b) {
        return a.left() < b.right() && b.left() < a.right() && a.top() < b.bottom() && b.top() < a.bottom();
    }

    private static Document parsed(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<String> texts(Document document, String tag, Function<Element, String> what) {
        var found = document.getElementsByTagName(tag);
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> what.apply((Element) found.item(i)))
                .toList();
    }

    private static void inDocs(ProcessDefinition process, Language language, String svg) throws IOException {
        var end = language == Language.EN ? ".en.svg" : ".svg";
        var file = DOCS.resolve(process.id() + ".v" + process.version() + end);
        if (Boolean.getBoolean("yizhan.write-docs")) {
            Files.createDirectories(DOCS);
            Files.writeString(file, svg);
        }
        assertThat(file).as("drawn with -Dyizhan.write-docs=true").hasContent(svg);
    }
}
