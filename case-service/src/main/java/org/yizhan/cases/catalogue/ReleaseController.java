package org.yizhan.cases.catalogue;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.yizhan.cases.command.Answer;
import org.yizhan.cases.command.Commands;
import org.yizhan.cases.yaml.BadDefinition;
import org.yizhan.platform.problem.Problem;
import org.yizhan.platform.problem.ProblemException;
import org.yizhan.platform.security.Actor;
import org.yizhan.platform.security.CurrentActor;
import org.yizhan.protocol.id.ItemCode;
import org.yizhan.protocol.id.Role;
import reactor.core.publisher.Mono;

/// Where administrators hand in new items and publish each other's.
@RestController
class ReleaseController {

    private static final String NAME = "[A-Za-z0-9._-]{1,80}\\.yaml";
    private static final int LONGEST = 200_000;

    private static final Problem NO_RELEASE =
            Problem.of(404, "catalogue-release-not-found", "没有这份事项文件。", "There is no such release.");
    private static final Problem OWN = Problem.of(
            409, "catalogue-release-own", "事项须由另一位管理员发布。", "Another administrator has to publish what you drafted.");
    private static final Problem DONE =
            Problem.of(409, "catalogue-release-published", "这份事项文件已经发布。", "This release is published already.");

    private final Catalogue catalogue;
    private final Releases releases;
    private final PublishedItems published;
    private final Commands commands;
    private final Clock clock;

    ReleaseController(
            Catalogue catalogue, Releases releases, PublishedItems published, Commands commands, Clock clock) {
        this.catalogue = catalogue;
        this.releases = releases;
        this.published = published;
        this.commands = commands;
        this.clock = clock;
    }

    /// @param file what messages call it, ends in `.yaml`
    record Draft(@Nullable String file, @Nullable String yaml) {}

    /// A release as the administrator's page gets it.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Shown(
            UUID id,
            String file,
            @Nullable List<Version> items,
            String draftedBy,
            Instant draftedAt,
            @Nullable String publishedBy,
            @Nullable Instant publishedAt,
            @Nullable Instant effectiveAt) {

        static Shown of(Release release, @Nullable List<ServiceItem> items) {
            return new Shown(
                    release.id(),
                    release.file(),
                    items == null ? null : items.stream().map(Version::of).toList(),
                    release.draftedByName(),
                    release.draftedAt(),
                    release.publishedByName(),
                    release.publishedAt(),
                    release.effectiveAt());
        }
    }

    record Version(ItemCode code, int version, String name, String nameEn) {
        static Version of(ServiceItem item) {
            return new Version(item.code(), item.version(), item.name(), item.nameEn());
        }
    }

    @GetMapping("/api/catalogue/releases")
    Mono<List<Shown>> all() {
        return CurrentActor.get(Role.ADMINISTRATOR)
                .flatMap(_ -> releases.all().map(r -> Shown.of(r, null)).collectList());
    }

    /// Item by item, against the version before: before it is published, and for ever after.
    @GetMapping("/api/catalogue/releases/{id}/changes")
    Mono<List<ItemChanges>> changes(@PathVariable("id") UUID id) {
        return CurrentActor.get(Role.ADMINISTRATOR)
                .flatMap(_ -> releases.find(id))
                .switchIfEmpty(Mono.error(() -> new ProblemException(NO_RELEASE)))
                .map(release -> checked(() -> catalogue.changes(release)));
    }

    @PostMapping("/api/catalogue/releases")
    Mono<ResponseEntity<byte[]>> draft(
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key, @RequestBody Draft draft) {
        return CurrentActor.get(Role.ADMINISTRATOR)
                .flatMap(actor -> commands.once(
                        actor,
                        key,
                        "POST /api/catalogue/releases",
                        draft,
                        Mono.fromCallable(() -> release(actor, draft))
                                .flatMap(release -> Mono.fromCallable(() -> check(release))
                                        .flatMap(items -> releases.add(release)
                                                .map(r -> new Answer(201, null, Shown.of(r, items)))))));
    }

    @PostMapping("/api/catalogue/releases/{id}/publication")
    Mono<ResponseEntity<byte[]>> publish(
            @PathVariable("id") UUID id,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        return CurrentActor.get(Role.ADMINISTRATOR)
                .flatMap(actor -> commands.once(
                                actor,
                                key,
                                "POST /api/catalogue/releases/" + id + "/publication",
                                "",
                                releases.queueUp()
                                        .then(published.look())
                                        .then(publish(id, actor))
                                        .map(Answer::ok))
                        .flatMap(answer -> published.look().thenReturn(answer)));
    }

    private Mono<Object> publish(UUID id, Actor actor) {
        return releases.lock(id)
                .switchIfEmpty(Mono.error(() -> new ProblemException(NO_RELEASE)))
                .flatMap(release -> {
                    if (release.publishedAt() != null) {
                        return Mono.error(new ProblemException(DONE));
                    }
                    if (release.draftedBy().equals(actor.subject())) {
                        return Mono.error(new ProblemException(OWN));
                    }
                    var items = check(release);
                    var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
                    var effective = now.plus(PublishedItems.NOTICE);
                    return releases.publish(id, actor, now, effective).thenReturn((Object) Shown.of(
                            new Release(
                                    id,
                                    release.file(),
                                    release.yaml(),
                                    release.draftedBy(),
                                    release.draftedByName(),
                                    release.draftedAt(),
                                    actor.subject(),
                                    actor.name(),
                                    now,
                                    effective),
                            items));
                });
    }

    @DeleteMapping("/api/catalogue/releases/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> withdraw(@PathVariable("id") UUID id) {
        return CurrentActor.get(Role.ADMINISTRATOR)
                .flatMap(_ -> releases.withdraw(id))
                .flatMap(rows -> rows == 1 ? Mono.empty() : Mono.error(new ProblemException(NO_RELEASE)));
    }

    private Release release(Actor actor, Draft draft) {
        var file = draft.file();
        var yaml = draft.yaml();
        if (file == null || !file.matches(NAME)) {
            throw new ProblemException(wrong("file 须以 .yaml 结尾", "the file name must end in .yaml", "file"));
        }
        if (yaml == null || yaml.isBlank() || yaml.length() > LONGEST || yaml.indexOf('\0') >= 0) {
            throw new ProblemException(wrong("内容为空或太长", "the file is empty or too long", "yaml"));
        }
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return new Release(UUID.randomUUID(), file, yaml, actor.subject(), actor.name(), now, null, null, null, null);
    }

    private List<ServiceItem> check(Release release) {
        return checked(() -> catalogue.check(release));
    }

    private static <T> T checked(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (BadDefinition e) {
            var message = String.valueOf(e.getMessage());
            throw new ProblemException(wrong("事项文件有误：" + message, message, "yaml"));
        }
    }

    private static Problem wrong(String zh, String en, String field) {
        return Problem.of(422, "catalogue-file", zh, en).at(field);
    }
}
