package org.yizhan.cases.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.yizhan.cases.process.TrialProcess.district;
import static org.yizhan.cases.process.TrialProcess.street;

import org.junit.jupiter.api.Test;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.yizhan.cases.yaml.BadDefinition;

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
        return TrialProcess.read(yaml);
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
        assertThat(processes.all())
                .extracting(ProcessDefinition::id)
                .contains("chronic-disease", "off-site-care", "reimbursement", "agreement");
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

    private static final String START = street("accept", "accept: split", "kind: draft");
    private static final String SPLIT = "{id: split, parallel: [left, right], join: met}";
    private static final String MET = "{id: met, joins: split, then: end}";
    private static final String LEFT = street("left", "approve: met");
    private static final String RIGHT = street("right", "approve: met");

    private static void refusesSteps(String message, String... steps) {
        assertThatThrownBy(() -> TrialProcess.of(steps))
                .isInstanceOf(BadDefinition.class)
                .hasMessageContaining(message);
    }

    @Test
    void branchesBeginAtASplitAndEndAtItsJoin() {
        assertThat(TrialProcess.of(START, SPLIT, LEFT, RIGHT, MET).branchesOf("right"))
                .containsExactly(new ProcessDefinition.Branch("split", 1));
        refusesSteps(
                "trial.yaml:9: steps[2] ends inside a branch of split",
                START,
                SPLIT,
                street("left", "approve: end"),
                RIGHT,
                MET);
        refusesSteps(
                "trial.yaml:8: steps[1].join does not exist: nowhere",
                START,
                SPLIT.replace("met", "nowhere"),
                LEFT,
                RIGHT,
                MET);
        refusesSteps("is not the join of split", START, SPLIT.replace("met", "left"), LEFT, RIGHT, MET);
        refusesSteps(
                "steps[3] is in a branch that never comes to its join met",
                START,
                SPLIT,
                LEFT,
                street("right", "return: accept"),
                MET);
        refusesSteps("lies in more than one branch: left", START, SPLIT, LEFT, street("right", "approve: left"), MET);
        refusesSteps(
                "trial.yaml:12: steps[5] leads to met from outside the branches that it joins",
                START.replace("accept: split", "accept: split, deny: end, approve: out"),
                SPLIT,
                LEFT,
                RIGHT,
                MET,
                street("out", "approve: met"));
        refusesSteps(
                "returns into another branch: right",
                START,
                SPLIT,
                street("left", "approve: met, return: right"),
                RIGHT,
                MET);
        refusesSteps(
                "changes the case and must lie outside the branches: fix",
                START,
                SPLIT,
                street("left", "approve: met, return: fix"),
                RIGHT,
                MET,
                street("fix", "resubmit: left", "kind: correction"));
        refusesSteps(
                "must name two branches or more", START, SPLIT.replace("left, right", "left, left"), LEFT, RIGHT, MET);
    }

    @Test
    void aChoiceHasAWayForEveryCase() {
        var accept = street("accept", "accept: size", "kind: draft");
        var ok = "{id: size, choice: [{when: {field: amount, atLeast: 100}, to: accept}, {to: end}]}";
        assertThat(TrialProcess.of(accept, ok).fields()).containsExactly("amount");
        refusesSteps(
                "trial.yaml:8: steps[1].choice[1] is the last way and must be taken otherwise",
                accept,
                ok.replace("{to: end}", "{when: {channel: booth}, to: end}"));
        refusesSteps(
                "lacks when; only the last way may", accept, ok.replace("when: {field: amount, atLeast: 100}, ", ""));
        refusesSteps("compares with none of", accept, ok.replace("atLeast", "above"));
        refusesSteps("atLeast must be a number or a date, not much", accept, ok.replace("100", "much"));
        refusesSteps("is no name of a form field", accept, ok.replace("amount", "T(Runtime)"));
        refusesSteps(
                "is nested too deeply",
                accept,
                ok.replace("{field: amount, atLeast: 100}", "{not: {not: {not: {not: {channel: booth}}}}}"));
        refusesSteps("leads back to itself without a step", accept, ok.replace("to: accept", "to: size"));
    }

    @Test
    void aVoteHasAQuorumThatCanBeReached() {
        var vote = district(
                "vote",
                "sign: end, refuse: end",
                "mode: countersign",
                "quorum: 2",
                "takers: [{level: district, role: OFFICER, seats: 3}]");
        var accept = street("accept", "accept: vote", "kind: draft");
        assertThat(TrialProcess.of(accept, vote).step("vote").orElseThrow().needed())
                .isEqualTo(2);
        assertThat(TrialProcess.of(accept, vote.replace("quorum: 2", "quorum: all"))
                        .step("vote")
                        .orElseThrow()
                        .needed())
                .isEqualTo(3);
        refusesSteps(
                "must say its quorum: all, any, or a number up to 3", accept, vote.replace("quorum: 2", "quorum: 4"));
        refusesSteps("must be sign and refuse", accept, vote.replace(", refuse: end", ""));
        refusesSteps(
                "names the same level and role twice",
                accept,
                vote.replace("seats: 3}", "seats: 3}, {level: district, role: OFFICER}"));
    }

    @Test
    void everyChannelAndLimitMakesSense() {
        refusesSteps(
                "has nobody for cases of the channel window",
                street(
                        "accept",
                        "accept: end",
                        "kind: draft",
                        "takers: [{level: street, role: CLERK, channel: booth}]"));
        refusesSteps(
                "limit must be working days or hours", street("accept", "accept: end", "kind: draft", "limit: soon"));
        refusesSteps(
                "may lead with deny to the end only", street("accept", "accept: end, deny: accept", "kind: draft"));
    }
}
