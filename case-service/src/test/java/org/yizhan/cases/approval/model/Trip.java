package org.yizhan.cases.approval.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yizhan.cases.process.Channel;
import org.yizhan.cases.process.Course;
import org.yizhan.cases.process.Level;
import org.yizhan.cases.process.Person;
import org.yizhan.cases.process.ProcessDefinition;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.Role;
import org.yizhan.protocol.id.StationPath;

/// A case on its way through its process, as the model alone moves it. Never changes: each move gives another one.
///
/// @param over how it ended; null while it has not
record Trip(
        ProcessDefinition process,
        Channel channel,
        Map<String, Object> form,
        Course course,
        long version,
        List<JointSignature> signed,
        @Nullable String over) {

    static final Instant NOW = Instant.parse("2026-11-20T02:00:00Z");
    static final ConsultationId MEETING = ConsultationId.random();
    static final StationPath HOME = new StationPath("d01.s01.c01");
    private static final Person OPENER = new Person("opener", "登记人", HOME);

    static Trip begin(ProcessDefinition process, Channel channel, Map<String, Object> form) {
        var course = Course.begin(process.first().id(), OPENER, NOW);
        return new Trip(process, channel, form, course, 1, List.of(), null);
    }

    static By by(Level level, Role role, int number) {
        var station = switch (level) {
            case SYSTEM, DISTRICT -> "d01";
            case STREET, BOOTH -> "d01.s01";
            case COMMUNITY -> "d01.s01.c01";
        };
        var subject = (level + "-" + role + "-" + number).toLowerCase(java.util.Locale.ROOT);
        return new By(subject, subject, Set.of(role), level, new StationPath(station), null, null);
    }

    List<String> steps() {
        return course.places().stream().map(p -> p.step()).toList();
    }

    /// In a meeting in which everybody is present whom any step might want.
    Situation situation(@Nullable String to, Situation.@Nullable Known person) {
        var present = new ArrayList<Situation.Present>();
        for (var level : List.of(Level.COMMUNITY, Level.STREET, Level.DISTRICT)) {
            for (var role : List.of(Role.CLERK, Role.OFFICER)) {
                for (var n = 0; n < 3; n++) {
                    present.add(new Situation.Present(by(level, role, n).subject(), role, level));
                }
            }
        }
        var meeting = new Situation.Meeting(MEETING, true, true, present, Set.of());
        return new Situation(channel, form, HOME, version, List.of(), meeting, "因为", to, person);
    }

    Outcome attempt(String step, String action, By by, @Nullable String to) {
        var place = course.place(step).orElseThrow();
        var here = signed.stream().filter(s -> s.step().equals(step)).toList();
        return Approval.at(process, course, place, here).decide(action, by, situation(to, null), NOW);
    }

    @Nullable
    Refusal refusal(String step, String action, By by) {
        return switch (attempt(step, action, by, null)) {
            case Outcome.Refused refused -> refused.why();
            case Outcome.Leaves _, Outcome.Stays _ -> null;
        };
    }

    Trip take(String step, String action, By by) {
        return take(step, action, by, null);
    }

    Trip take(String step, String action, By by, @Nullable String to) {
        var outcome = attempt(step, action, by, to);
        var place = course.place(step).orElseThrow();
        var approval = Approval.at(process, course, place, signed);
        return switch (outcome) {
            case Outcome.Refused refused -> throw new AssertionError(step + " " + action + ": " + refused.why());
            case Outcome.Leaves leaves -> moved(approval, outcome, by, to, leaves.signing(), leaves.action());
            case Outcome.Stays stays -> moved(approval, outcome, by, to, stays.signing(), stays.action());
        };
    }

    private Trip moved(
            Approval approval,
            Outcome outcome,
            By by,
            @Nullable String to,
            Outcome.@Nullable Signing signing,
            String action) {
        var after = Travel.after(approval, outcome, by, situation(to, null), NOW);
        var all = new ArrayList<>(signed);
        if (signing != null) {
            all.add(signing.signature());
        }
        return new Trip(
                process,
                channel,
                form,
                after,
                version + 1,
                all,
                after.places().isEmpty() ? Whole.ending(action) : null);
    }

    Handled attempt(Handling handling, By by, Situation.@Nullable Known person) {
        return new Desk(process, course, by, situation(null, person), NOW, null).handle(handling);
    }

    @Nullable
    Refusal refusal(Handling handling, By by, Situation.@Nullable Known person) {
        return switch (attempt(handling, by, person)) {
            case Handled.Done _ -> null;
            case Handled.Refused refused -> refused.why();
        };
    }

    Trip handle(Handling handling, By by, Situation.@Nullable Known person) {
        return switch (attempt(handling, by, person)) {
            case Handled.Refused refused -> throw new AssertionError(handling + ": " + refused.why());
            case Handled.Done done -> {
                var after = Travel.after(course, handling, done, by, situation(null, person));
                var ended = after.places().isEmpty() ? Whole.ending(handling.word()) : null;
                yield new Trip(process, channel, form, after, version + (done.quiet() ? 0 : 1), signed, ended);
            }
        };
    }

    static Situation.Known known(By by) {
        return new Situation.Known(by.person(), by.roles());
    }
}
