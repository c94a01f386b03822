package org.yizhan.cases.process;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.yizhan.platform.problem.ProblemException;
import org.yizhan.platform.problem.Problems;
import org.yizhan.platform.security.CurrentActor;
import org.yizhan.protocol.id.Role;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Shows the processes to those who work with them.
@RestController
class ProcessController {

    private static final MediaType SVG = MediaType.valueOf("image/svg+xml");
    private static final Role[] STAFF = {
        Role.CLERK, Role.OFFICER, Role.DUTY_LEADER, Role.SUPERVISOR, Role.ADMINISTRATOR, Role.AUDITOR
    };

    private final Processes processes;

    ProcessController(Processes processes) {
        this.processes = processes;
    }

    record Shown(
            String id,
            int version,
            String name,
            String nameEn,
            List<String> channels,
            @Nullable String limit,
            List<StepShown> steps,
            String diagram) {}

    record StepShown(
            String id,
            String level,
            String name,
            String nameEn,
            @Nullable String limit) {}

    @GetMapping("/api/processes")
    Flux<Shown> all() {
        return CurrentActor.get(STAFF)
                .flatMapMany(_ -> Flux.fromIterable(processes.all()))
                .map(ProcessController::shown);
    }

    private static Shown shown(ProcessDefinition process) {
        return new Shown(
                process.id(),
                process.version(),
                process.name(),
                process.nameEn(),
                process.channels().stream().map(Channel::word).sorted().toList(),
                text(process.limit()),
                process.steps().stream()
                        .map(s -> new StepShown(s.id(), s.level().word(), s.name(), s.nameEn(), text(s.limit())))
                        .toList(),
                "/api/processes/" + process.id() + "/" + process.version() + "/diagram.svg");
    }

    private static @Nullable String text(@Nullable Limit limit) {
        return limit == null ? null : limit.toString();
    }

    /// @param lang `zh` or `en`
    @GetMapping("/api/processes/{id}/{version}/diagram.svg")
    Mono<ResponseEntity<byte[]>> diagram(
            @PathVariable("id") String id,
            @PathVariable("version") int version,
            @RequestParam(name = "lang", defaultValue = "zh") String lang) {
        return CurrentActor.get(STAFF)
                .flatMap(_ -> Mono.justOrEmpty(processes.find(id, version)))
                .switchIfEmpty(Mono.error(() -> new ProblemException(Problems.NOT_FOUND)))
                .map(p -> Diagram.of(p, Language.of(lang)))
                .map(svg -> ResponseEntity.ok().contentType(SVG).body(svg.getBytes(StandardCharsets.UTF_8)));
    }
}
