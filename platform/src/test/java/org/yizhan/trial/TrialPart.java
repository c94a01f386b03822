package org.yizhan.trial;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.yizhan.platform.PlatformConfiguration;
import org.yizhan.platform.problem.Problem;
import org.yizhan.platform.problem.ProblemException;
import org.yizhan.platform.r2dbc.PartSchema;
import org.yizhan.protocol.id.CaseId;
import reactor.core.publisher.Mono;

/// A small part with handlers of every kind, to try the platform on. Outside the package that the platform scans.
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({PlatformConfiguration.class, TrialPart.Handlers.class})
public class TrialPart {

    @Bean
    PartSchema trialSchema() {
        return new PartSchema("trial");
    }

    @Bean
    RememberingConsumer rememberingConsumer(DatabaseClient database) {
        return new RememberingConsumer(database);
    }

    record Note(@NotBlank @Size(max = 10) String text, int count, CaseId about) {}

    @RestController
    static class Handlers {

        private final DatabaseClient database;
        private final TransactionalOperator transactions;

        Handlers(DatabaseClient database, TransactionalOperator transactions) {
            this.database = database;
            this.transactions = transactions;
        }

        @PostMapping("/api/notes")
        Mono<Note> add(@Valid @RequestBody Note note) {
            return Mono.just(note);
        }

        @GetMapping("/api/cases/{id}")
        Mono<String> find(@PathVariable("id") CaseId id, @RequestParam("page") int page) {
            return Mono.just(id + " " + page);
        }

        @GetMapping("/api/refused")
        Mono<String> refused() {
            return Mono.error(
                    new ProblemException(Problem.of(409, "case-stale-version", "已被他人修改。", "Changed by another.")));
        }

        @GetMapping("/api/broken")
        Mono<String> broken() {
            return Mono.error(new IllegalStateException("secret detail"));
        }

        /// Takes longer than the statement timeout lets it.
        @GetMapping("/api/slow")
        Mono<String> slow() {
            return database.sql("SELECT set_config('statement_timeout', '50', true)")
                    .mapValue(String.class)
                    .one()
                    .then(database.sql("SELECT pg_sleep(20)").fetch().rowsUpdated())
                    .map(String::valueOf)
                    .as(transactions::transactional);
        }

        /// A statement that no database will ever take.
        @GetMapping("/api/mistaken")
        Mono<String> mistaken() {
            return database.sql("SELECT nothing FROM nowhere")
                    .mapValue(String.class)
                    .one();
        }

        @GetMapping("/internal/trial")
        Mono<String> internal() {
            return Mono.just("parts only");
        }
    }
}
