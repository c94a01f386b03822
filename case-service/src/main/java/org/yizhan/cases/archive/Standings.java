package org.yizhan.cases.archive;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.yizhan.cases.approval.Progress;
import org.yizhan.cases.process.Course;
import org.yizhan.cases.process.Person;
import org.yizhan.cases.process.Place;
import org.yizhan.cases.process.ProcessDefinition;
import org.yizhan.cases.process.Step;

/// Shows where a case stands.
final class Standings {

    private Standings() {}

    static CaseView.Standing of(ProcessDefinition process, Course course) {
        var steps = course.places().stream().map(p -> at(process, p)).toList();
        return new CaseView.Standing(
                new CaseView.Who(course.owner().name(), course.owner().station()),
                steps,
                course.clock().due(),
                course.halt() != null);
    }

    static CaseView.Step step(Step step) {
        return new CaseView.Step(
                step.id(),
                step.level().word(),
                step.name(),
                step.nameEn(),
                step.mode().name().toLowerCase(Locale.ROOT));
    }

    static CaseView.WayBack wayBack(Progress.WayBack way) {
        return new CaseView.WayBack(
                way.from().id(), way.to().id(), way.to().name(), way.to().nameEn(), way.usual());
    }

    private static CaseView.At at(ProcessDefinition process, Place place) {
        var asked = place.asked();
        var leader = place.leader();
        return new CaseView.At(
                step(process.step(place.step()).orElseThrow()),
                place.since(),
                place.due(),
                who(place.holder()),
                who(place.offered()),
                who(asked == null ? null : asked.who()),
                who(leader == null ? null : leader.who()),
                place.signers().stream()
                        .map(s -> new CaseView.Answered(s.who().name(), s.agrees()))
                        .toList(),
                place.votes().stream()
                        .map(v -> new CaseView.Answered(v.name(), v.agrees()))
                        .toList());
    }

    private static CaseView.@Nullable Who who(@Nullable Person person) {
        return person == null ? null : new CaseView.Who(person.name(), person.station());
    }
}
