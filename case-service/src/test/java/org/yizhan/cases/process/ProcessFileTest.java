package org.yizhan.cases.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.yizhan.cases.yaml.BadDefinition;
import org.yizhan.cases.yaml.YamlFile;

class ProcessFileTest {

    private static final String GOOD = """
            process: trial
            version: 1
            name: 试
            nameEn: Trial
            channels: [booth]
            steps:
              - id: accept
                kind: draft
                level: district
                name: 受理
                nameEn: Accept
                takers:
                  - {level: district, role: OFFICER}
                actions: {accept: end}
            """;

    private static ProcessDefinition read(String yaml) {
        var resource = new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public String getFilename() {
                return "trial.yaml";
            }
        };
        return ProcessFile.read(YamlFile.read(resource));
    }

    private static void refuses(String from, String to, String message) {
        assertThat(GOOD).contains(from);
        assertThatThrownBy(() -> read(GOOD.replace(from, to)))
                .isInstanceOf(BadDefinition.class)
                .hasMessageContaining(message);
    }

    @Test
    void readsAGoodOne() {
        assertThat(read(GOOD).first().actions()).containsEntry("accept", Step.END);
    }

    @Test
    void everyDefinitionInTheProgramIsGood() {
        var processes = new Processes(new PathMatchingResourcePatternResolver());
        assertThat(processes.all()).extracting(ProcessDefinition::id).contains("chronic-disease", "off-site-care");
    }

    @Test
    void namesFileAndLineOfWhatIsWrong() {
        refuses(
                "accept: end",
                "accept: nowhere",
                "trial.yaml:14: steps[0].actions.accept leads to a step that does not");
        refuses("accept: end", "jump: end", "trial.yaml:14: steps[0].actions.jump is no action");
        refuses("accept: end", "accept: accept", "trial.yaml:7: steps[0] never leads to the end: accept");
        refuses("role: OFFICER", "role: KING", "trial.yaml:13: steps[0].takers[0].role must be one of");
        refuses("kind: draft", "kind: review", "is the first step and must be of kind draft");
        refuses("version: 1", "version: one", "trial.yaml:2: version must be a whole number");
        refuses("nameEn: Trial", "nameEnglish: Trial", "nameEnglish is not known here");
        refuses("name: 受理", "name: ''", "trial.yaml:10: steps[0].name must be a text");
        refuses("version: 1", "version: [", "trial.yaml:");
        refuses("version: 1", "version: 1\nversion: 2", "trial.yaml:");
    }

    @Test
    void refusesAStepThatNothingLeadsTo() {
        var lonely = GOOD + """
              - id: lonely
                level: street
                name: 孤
                nameEn: Lonely
                takers: [{level: street, role: CLERK}]
                actions: {approve: end}
            """;
        assertThatThrownBy(() -> read(lonely)).hasMessageContaining("trial.yaml:15: steps[1] cannot be reached");
    }

    @Test
    void aJointStepHasTwoLevelsAndIsOnlySigned() {
        refuses("kind: draft", "kind: draft\n    mode: joint", "of a joint step must be sign alone");
    }
}
