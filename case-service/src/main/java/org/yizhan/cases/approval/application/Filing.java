package org.yizhan.cases.approval.application;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yizhan.cases.intake.Opening;
import org.yizhan.platform.security.Actor;
import reactor.core.publisher.Mono;

/// Files a case at once, in the caller's transaction: opened with its whole form and handed to whoever
/// reviews it first. For those who have the application complete before they begin: a window, a grid
/// worker, a program.
@Component
public class Filing {

    private final Opening opening;
    private final Deciding deciding;
    private final Filling filling;

    Filing(Opening opening, Deciding deciding, Filling filling) {
        this.opening = opening;
        this.deciding = deciding;
        this.filling = filling;
    }

    /// Who wants what, as it came in.
    ///
    /// @param action how the first step is left, such as `accept`
    public record Application(
            String item,
            String channel,
            String name,
            String idNumber,
            @Nullable String phone,
            String community,
            Map<String, Object> form,
            String action) {

        /// No personal data in logs, not even by accident.
        @Override
        public String toString() {
            return "Application[" + item + "]";
        }
    }

    public Mono<Deciding.Result> file(Actor actor, Application application) {
        return Mono.fromCallable(() -> checked(actor, application)).flatMap(wish -> file(actor, application, wish));
    }

    private Opening.Wish checked(Actor actor, Application application) {
        var wish = opening.check(
                actor,
                application.item(),
                application.channel(),
                application.name(),
                application.idNumber(),
                application.phone(),
                application.community());
        filling.require(wish.item().form(), application.form());
        return wish;
    }

    private Mono<Deciding.Result> file(Actor actor, Application application, Opening.Wish wish) {
        return opening.file(actor, wish, application.form())
                .flatMap(file -> deciding.decide(
                        actor, file, new Deciding.Wish(file.version(), application.action(), null, Optional.empty())));
    }
}
