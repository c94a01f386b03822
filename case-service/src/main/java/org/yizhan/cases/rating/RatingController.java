package org.yizhan.cases.rating;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.yizhan.cases.command.Answer;
import org.yizhan.cases.command.Commands;
import org.yizhan.cases.complaint.WorkOrders;
import org.yizhan.cases.docket.CaseFile;
import org.yizhan.cases.docket.CaseProblems;
import org.yizhan.cases.docket.CaseViews;
import org.yizhan.cases.docket.Deed;
import org.yizhan.cases.docket.Docket;
import org.yizhan.cases.meeting.Meetings;
import org.yizhan.platform.problem.Problem;
import org.yizhan.platform.problem.ProblemException;
import org.yizhan.platform.security.Actor;
import org.yizhan.platform.security.CurrentActor;
import org.yizhan.protocol.id.CaseId;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.Role;
import reactor.core.publisher.Mono;

/// Takes ratings from booths; staff cannot rate.
@RestController
class RatingController {

    private static final int LONGEST_COMMENT = 500;

    /// 不满意 and below.
    private static final int BAD = 2;

    private static final Problem BAD_LEVEL = Problem.of(
                    422, "rating-level", "请在五个等级中选择。", "A rating is one of five levels.")
            .at("level");
    private static final Problem TOO_LONG = Problem.of(422, "rating-comment", "意见太长了。", "The comment is too long.")
            .at("comment");
    private static final Problem RATED =
            Problem.of(409, "rating-given", "这次服务已经评价过。", "This meeting has been rated already.");

    private final Ratings ratings;
    private final Docket docket;
    private final Meetings meetings;
    private final Commands commands;
    private final CaseViews views;
    private final WorkOrders orders;

    RatingController(
            Ratings ratings, Docket docket, Meetings meetings, Commands commands, CaseViews views, WorkOrders orders) {
        this.ratings = ratings;
        this.docket = docket;
        this.meetings = meetings;
        this.commands = commands;
        this.views = views;
        this.orders = orders;
    }

    record Rate(
            @Nullable Integer level,
            @Nullable String comment,
            @Nullable String consultation) {}

    @PostMapping("/api/cases/{id}/rating")
    Mono<ResponseEntity<byte[]>> rate(
            @PathVariable("id") CaseId id,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestBody Rate rate) {
        var level = rate.level();
        if (level == null || level < Rating.WORST || level > Rating.BEST) {
            return CaseProblems.refuse(BAD_LEVEL);
        }
        var comment = rate.comment();
        if (comment != null && comment.length() > LONGEST_COMMENT) {
            return CaseProblems.refuse(TOO_LONG);
        }
        return CurrentActor.get(Role.TERMINAL)
                .flatMap(actor -> docket.read(id, actor)
                        .then(meetings.confirm(id, rate.consultation()))
                        .flatMap(meeting -> commands.once(
                                actor,
                                key,
                                "POST /api/cases/" + id + "/rating",
                                rate,
                                rate(actor, id, level, comment, meeting))));
    }

    private Mono<Answer> rate(
            Actor actor, CaseId id, int level, @Nullable String comment, Optional<ConsultationId> meeting) {
        return docket.lock(id, actor)
                .flatMap(file -> rate(actor, file, level, comment, meeting.orElse(file.consultation())))
                .flatMap(file -> views.show(file, actor))
                .map(body -> new Answer(201, null, body));
    }

    private Mono<CaseFile> rate(
            Actor actor, CaseFile file, int level, @Nullable String comment, @Nullable ConsultationId meeting) {
        var rating = new Rating(meeting, level, comment, docket.now());
        // The comment is the resident's own word and stays out of the trail.
        var deed = Deed.of(actor, "rating", file)
                .in(meeting)
                .with(Map.of("level", level))
                .quietly();
        return ratings.add(file.id(), rating, actor.subject())
                .flatMap(fresh -> fresh ? docket.write(file, deed) : Mono.error(() -> new ProblemException(RATED)))
                .delayUntil(rated -> level <= BAD
                        ? orders.openForRating(rated.id(), rated.scope(), meeting, level, comment)
                        : Mono.empty());
    }
}
