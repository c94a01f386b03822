package org.yizhan.bench.approvals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.r2dbc.core.DatabaseClient;
import org.yizhan.cases.approval.application.Deciding;
import org.yizhan.cases.approval.application.Filing;
import org.yizhan.cases.command.Answer;
import org.yizhan.cases.command.Commands;
import org.yizhan.cases.docket.CaseFile;
import org.yizhan.platform.security.Actor;
import org.yizhan.protocol.id.Role;
import org.yizhan.protocol.id.StationPath;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The case service over its Java interface: what its controllers call, with idempotency keys, history,
/// audit chain and outbox as in the product.
final class CaseServiceSide implements Side, AutoCloseable {

    static final String DATABASE = "yizhan";
    static final Actor STREET = clerk("street1", "d01.s01");
    private static final int COMMUNITIES = 22;

    private final ConfigurableApplicationContext context;
    private final Commands commands;
    private final Filing filing;
    private final Deciding deciding;

    CaseServiceSide(Postgres postgres, Path data, int clients) {
        var application = new SpringApplication(CasesAlone.class);
        application.setWebApplicationType(WebApplicationType.REACTIVE);
        application.setDefaultProperties(Map.of(
                "spring.main.banner-mode", "off",
                "logging.level.root", "warn",
                "yizhan.demo", "true",
                "yizhan.parts.secret", UUID.randomUUID().toString(),
                "yizhan.data", data.toString(),
                "yizhan.database.url", postgres.url(DATABASE),
                "yizhan.database.user", "postgres",
                "yizhan.database.password", "postgres",
                // a connection for each client, one for what works beside them
                "yizhan.database.pool-size", clients + 1));
        context = application.run("--server.port=0", "--server.address=127.0.0.1");
        commands = context.getBean(Commands.class);
        filing = context.getBean(Filing.class);
        deciding = context.getBean(Deciding.class);
        awaitStations();
    }

    /// The demo organisation is loaded beside the start.
    private void awaitStations() {
        context.getBean(DatabaseClient.class)
                .sql("SELECT count(*) FROM cases.station WHERE kind = 'community'")
                .mapValue(Long.class)
                .one()
                .repeatWhen(again -> again.delayElements(Duration.ofMillis(100)))
                .takeUntil(n -> n >= COMMUNITIES)
                .blockLast(Duration.ofSeconds(30));
    }

    ConfigurableApplicationContext context() {
        return context;
    }

    static Actor clerk(String subject, String station) {
        return new Actor(subject, "演示" + subject, Set.of(Role.CLERK), new StationPath(station), "bench");
    }

    static String community() {
        return "d01.s01.c%02d".formatted(1 + ThreadLocalRandom.current().nextInt(COMMUNITIES));
    }

    @Override
    public String name() {
        return "yizhan";
    }

    @Override
    public String database() {
        return DATABASE;
    }

    @Override
    public void run(int clients, Duration time, Latencies latencies) {
        context.getBean(Turn.class).begin();
        var began = System.nanoTime();
        var end = began + time.toNanos();
        Flux.range(0, clients)
                .flatMap(_ -> Mono.defer(() -> oneCase(end, latencies)).repeat(() -> System.nanoTime() < end), clients)
                .blockLast();
        latencies.ran(System.nanoTime() - began);
        context.getBean(Turn.class).end();
    }

    private Mono<Void> oneCase(long end, Latencies latencies) {
        var community = community();
        return timed(latencies, file(community))
                .flatMap(filed -> decide(end, latencies, clerk("clerk-" + community, community), filed, "approve"))
                .flatMap(reviewed -> decide(end, latencies, STREET, reviewed, "complete"))
                .then();
    }

    private Mono<CaseFile> decide(long end, Latencies latencies, Actor actor, CaseFile file, String action) {
        if (System.nanoTime() >= end) {
            return Mono.empty();
        }
        var wish = new Deciding.Wish(file.version(), action, null, Optional.empty());
        return timed(
                latencies,
                command(
                        actor,
                        "POST /api/cases/" + file.id() + "/decisions",
                        action,
                        deciding.decide(actor, file.id(), wish)));
    }

    private Mono<CaseFile> file(String community) {
        var application = new Filing.Application(
                "bench-approval", "window", "演示甲", "11010519491231002X", null, community, Form.CONTENT, "accept");
        return command(STREET, "POST /api/filings", application, filing.file(STREET, application));
    }

    private Mono<CaseFile> command(Actor actor, String route, Object body, Mono<Deciding.Result> work) {
        return Mono.defer(() -> {
            var result = new CaseFile[1];
            var answer = work.map(done -> switch (done) {
                case Deciding.Result.Done it -> {
                    result[0] = it.file();
                    yield Answer.ok(
                            Map.of("id", it.file().id(), "version", it.file().version()));
                }
                case Deciding.Result.NotDone it ->
                    throw new IllegalStateException(it.why().name());
            });
            return commands.once(actor, UUID.randomUUID().toString(), route, body, answer)
                    .map(_ -> result[0]);
        });
    }

    private static Mono<CaseFile> timed(Latencies latencies, Mono<CaseFile> work) {
        return Mono.defer(() -> {
            var began = System.nanoTime();
            return work.doOnNext(_ -> latencies.add(System.nanoTime() - began));
        });
    }

    @Override
    public void close() {
        context.close();
    }
}
