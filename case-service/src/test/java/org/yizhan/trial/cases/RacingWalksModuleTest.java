package org.yizhan.trial.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.yizhan.cases.approval.application.Deciding;
import org.yizhan.cases.audit.AuditEntry;
import org.yizhan.cases.command.Answer;
import org.yizhan.cases.command.Commands;
import org.yizhan.cases.docket.CaseFile;
import org.yizhan.cases.docket.Deed;
import org.yizhan.cases.docket.Docket;
import org.yizhan.cases.docket.Findable;
import org.yizhan.cases.docket.Resident;
import org.yizhan.cases.docket.TrailCheck;
import org.yizhan.cases.process.Channel;
import org.yizhan.cases.process.Course;
import org.yizhan.cases.process.Person;
import org.yizhan.cases.process.Place;
import org.yizhan.platform.problem.Problem;
import org.yizhan.platform.problem.ProblemException;
import org.yizhan.platform.security.Actor;
import org.yizhan.protocol.id.CaseId;
import org.yizhan.protocol.id.ItemCode;
import org.yizhan.protocol.id.Role;
import org.yizhan.protocol.id.StationPath;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Random walks in which one to eight people race at every move, some say the same twice and some are late, on a real
/// PostgreSQL. `-Dyizhan.walks.racing=1000` for the long run.
class RacingWalksModuleTest extends CasesTest {

    private static final Findable FOUND_BY_NOTHING = new Findable(List.of(0), List.of(), List.of());

    private static final int WALKS = Integer.getInteger("yizhan.walks.racing", 25);
    private static final int MOVES = 12;
    private static final Problem REFUSED = Problem.of(409, "trial-refused", "不", "no");

    private static final List<String> ACTIONS = List.of(
            "approve",
            "approve",
            "approve",
            "complete",
            "sign",
            "sign",
            "refuse",
            "claim",
            "forward",
            "delegate",
            "answer",
            "add-signer",
            "consent",
            "suspend",
            "resume",
            "resume",
            "take-back",
            "urge",
            "withdraw",
            "return");

    @Autowired
    private Deciding deciding;

    @Autowired
    private Commands commands;

    @Autowired
    private Docket docket;

    @Autowired
    private TrailCheck trail;

    @Autowired
    private TransactionalOperator transactions;

    private static final List<Actor> PEOPLE = List.of(
            actor("walk-c1", HOME, Role.CLERK),
            actor("walk-c2", HOME, Role.CLERK),
            actor("walk-s1", STREET, Role.CLERK),
            actor("walk-s2", STREET, Role.CLERK),
            actor("walk-o1", "d01", Role.OFFICER),
            actor("walk-o2", "d01", Role.OFFICER),
            actor("walk-o3", "d01", Role.OFFICER));

    private static Actor actor(String subject, String station, Role role) {
        return new Actor(subject, subject, Set.of(role), new StationPath(station), subject);
    }

    private void staff() {
        for (var p : PEOPLE) {
            database.sql("INSERT INTO cases.person (subject, name, station, roles) VALUES ('" + p.subject() + "', '"
                            + p.name() + "', '" + p.station() + "', '{"
                            + p.roles().iterator().next()
                            + "}') ON CONFLICT DO NOTHING")
                    .then()
                    .block(Duration.ofSeconds(5));
        }
    }

    /// A case that was accepted, so that nothing but decisions is left to do.
    private CaseFile begin(Random random) {
        var now = docket.now();
        var process = List.of("off-site-care", "reimbursement", "agreement").get(random.nextInt(3));
        var steps = switch (process) {
            case "reimbursement" -> List.of("papers", "money");
            case "agreement" -> List.of("vote");
            default -> List.of("first-review");
        };
        var owner = new Person("walk-c1", "walk-c1", new StationPath(HOME));
        var course = Course.begin("accept", owner, now)
                .at(steps.stream().map(s -> Place.at(s, now)).toList(), List.of());
        var resident = new Resident("演示甲", new byte[1], new byte[1], "110***2X", null, null, null);
        var file = new CaseFile(
                CaseId.random(),
                "WALK-" + UUID.randomUUID(),
                0,
                new CaseFile.Matter(
                        new ItemCode(OFF_SITE), 1, process, process.equals("off-site-care") ? 2 : 1, Channel.WINDOW),
                "in-review",
                steps.getFirst(),
                true,
                new StationPath(HOME),
                new StationPath(HOME),
                resident,
                Map.of("amount", random.nextBoolean() ? "1" : "20000"),
                1,
                new CaseFile.Sitting(null, null),
                null,
                null,
                "walk-c1",
                now,
                now,
                null,
                new CaseFile.Trail(0, 0, AuditEntry.beginning()),
                course);
        return Objects.requireNonNull(docket.open(file, Deed.of(PEOPLE.getFirst(), "open", file), FOUND_BY_NOTHING)
                .as(transactions::transactional)
                .block(Duration.ofSeconds(10)));
    }

    /// One command, and what came of it.
    private record Try(Actor by, String key, Deciding.Wish wish) {}

    private record Came(Try of, int status, byte[] body) {
        boolean won() {
            return status == 200;
        }
    }

    private Mono<Came> give(CaseFile file, Try command) {
        var work = deciding.decide(command.by(), file.id(), command.wish()).flatMap(r -> switch (r) {
            case Deciding.Result.Done done ->
                Mono.just(Answer.ok(Map.of("version", done.file().version(), "at", Instant.now())));
            case Deciding.Result.NotDone _ -> Mono.<Answer>error(() -> new ProblemException(REFUSED));
        });
        return commands.once(
                        command.by(),
                        command.key(),
                        "walk " + file.id(),
                        command.wish().action(),
                        work)
                .map(r -> new Came(command, r.getStatusCode().value(), body(r)))
                .onErrorResume(
                        ProblemException.class,
                        e -> Mono.just(new Came(command, e.problem().status(), new byte[0])));
    }

    private static byte[] body(ResponseEntity<byte[]> response) {
        return Objects.requireNonNull(response.getBody());
    }

    private List<Try> racers(CaseFile file, Random random) {
        var tries = new ArrayList<Try>();
        var count = 1 + random.nextInt(8);
        for (var i = 0; i < count; i++) {
            if (!tries.isEmpty() && random.nextInt(6) == 0) {
                tries.add(tries.getLast());
                continue;
            }
            var late = random.nextInt(8) == 0 && file.version() > 1;
            var action = ACTIONS.get(random.nextInt(ACTIONS.size()));
            var person = PEOPLE.get(random.nextInt(PEOPLE.size())).subject();
            var to = action.equals("return") ? null : person;
            tries.add(new Try(
                    PEOPLE.get(random.nextInt(PEOPLE.size())),
                    UUID.randomUUID().toString(),
                    new Deciding.Wish(
                            late ? file.version() - 1 : file.version(), action, "因为", Optional.empty(), null, to)));
        }
        return tries;
    }

    @Test
    void everyRaceHasOneWinnerAndEveryTrailIsWhole(TestReporter reporter) {
        staff();
        var commandsGiven = 0;
        var races = 0;
        var won = 0;
        for (var seed = 0; seed < WALKS; seed++) {
            var random = new Random(seed);
            var file = begin(random);
            for (var move = 0; move < MOVES && file.step() != null; move++) {
                var before = file;
                var tries = racers(file, random);
                var came = Objects.requireNonNull(Flux.fromIterable(tries)
                        .flatMap(t -> give(before, t), 8)
                        .collectList()
                        .block(Duration.ofSeconds(60)));
                commandsGiven += came.size();
                races += tries.size() > 1 ? 1 : 0;
                won += check(before, came, seed) ? 1 : 0;
                file = Objects.requireNonNull(docket.find(file.id()).block(Duration.ofSeconds(10)));
                checkCase(before, file, came, seed);
            }
            var verdict = Objects.requireNonNull(trail.check(file.id()).block(Duration.ofSeconds(10)));
            assertThat(verdict.intact())
                    .as("trail of walk %s: %s", seed, verdict)
                    .isTrue();
        }
        reporter.publishEntry(
                "racing walks",
                WALKS + " walks, " + commandsGiven + " commands, " + races + " races, " + won + " moves won");
        assertThat(won).isPositive();
    }

    private static boolean isQuiet(Came one) {
        return one.of().wish().action().equals("urge");
    }

    /// Of those who change the case one wins at most; who said the same twice hears the same twice; who is late loses.
    private static boolean check(CaseFile before, List<Came> came, int seed) {
        var winners = new HashMap<String, byte[]>();
        for (var one : came) {
            if (one.won()) {
                assertThat(one.of().wish().version())
                        .as("late in walk %s", seed)
                        .isEqualTo(before.version());
                if (!isQuiet(one)) {
                    var same = winners.putIfAbsent(one.of().key(), one.body());
                    assertThat(same == null || Arrays.equals(same, one.body())).isTrue();
                }
            }
        }
        assertThat(winners).as("winners in walk %s", seed).hasSizeLessThan(2);
        return !winners.isEmpty();
    }

    private static void checkCase(CaseFile before, CaseFile after, List<Came> came, int seed) {
        var changed = came.stream().anyMatch(c -> c.won() && !isQuiet(c));
        assertThat(after.version()).as("version in walk %s", seed).isEqualTo(before.version() + (changed ? 1 : 0));
        assertThat(after.course().owner().subject())
                .as("owner in walk %s", seed)
                .isNotEmpty();
        assertThat(after.step() == null).isEqualTo(after.course().places().isEmpty());
        assertThat(after.state())
                .isIn("in-review", "countersign", "returned", "suspended", "completed", "withdrawn", "denied", "draft");
    }
}
