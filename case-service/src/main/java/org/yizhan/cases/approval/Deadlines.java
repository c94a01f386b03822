package org.yizhan.cases.approval;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yizhan.cases.catalogue.Catalogue;
import org.yizhan.cases.docket.CaseFile;
import org.yizhan.cases.process.Course;
import org.yizhan.cases.process.Limit;
import org.yizhan.cases.process.Place;
import org.yizhan.cases.process.ProcessDefinition;
import org.yizhan.cases.process.Step;
import org.yizhan.cases.worktime.WorkingTime;
import org.yizhan.cases.worktime.WorkingTimes;

/// Sets and stops the clocks of a case. A step's clock stands still while the case is suspended; the clock of the whole
/// case also while a correction is awaited, and it starts when the case is accepted.
@Component
public class Deadlines {

    private final WorkingTimes times;
    private final Catalogue catalogue;

    Deadlines(WorkingTimes times, Catalogue catalogue) {
        this.times = times;
        this.catalogue = catalogue;
    }

    /// @param course the case's course after a change
    public Course clocked(ProcessDefinition process, CaseFile file, Course course, Instant now) {
        var time = times.at(file.scope());
        var places = course.places().stream()
                .map(p -> timed(process, p, course.halt() != null, time, now))
                .toList();
        return course.clocked(places, whole(process, limit(process, file), course, time, now));
    }

    /// The limit that the item promises the resident; else that of the process.
    private @Nullable Limit limit(ProcessDefinition process, CaseFile file) {
        var days =
                catalogue.get(file.matter().item(), file.matter().itemVersion()).limit();
        return days > 0 ? new Limit(days, Limit.Unit.DAYS) : process.limit();
    }

    private static Place timed(ProcessDefinition process, Place place, boolean halted, WorkingTime time, Instant now) {
        if (halted) {
            return place.due() == null ? place : place.timed(null, left(time, now, place.due()));
        }
        if (place.left() != null) {
            return place.timed(time.plus(now, Duration.ofMillis(place.left())), null);
        }
        var limit = process.step(place.step()).map(Step::limit).orElse(null);
        return place.due() != null || limit == null ? place : place.timed(time.due(now, limit), null);
    }

    private static Course.Clock whole(
            ProcessDefinition process, @Nullable Limit limit, Course course, WorkingTime time, Instant now) {
        var clock = course.clock();
        var runs = course.halt() == null && stands(process, course.places(), Step.Kind.REVIEW);
        if (!runs) {
            var due = clock.due();
            return due == null ? clock : new Course.Clock(null, left(time, now, due));
        }
        if (clock.left() != null) {
            return new Course.Clock(time.plus(now, Duration.ofMillis(clock.left())), null);
        }
        return clock.due() != null || limit == null ? clock : new Course.Clock(time.due(now, limit), null);
    }

    private static boolean stands(ProcessDefinition process, List<Place> places, Step.Kind kind) {
        return places.stream()
                .anyMatch(p -> process.step(p.step()).map(s -> s.kind() == kind).orElse(false));
    }

    private static long left(WorkingTime time, Instant now, Instant due) {
        return now.isAfter(due) ? 0 : time.between(now, due).toMillis();
    }
}
