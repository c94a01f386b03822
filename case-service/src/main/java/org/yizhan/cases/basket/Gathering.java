package org.yizhan.cases.basket;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yizhan.cases.docket.CaseFile;
import org.yizhan.cases.docket.Docket;
import org.yizhan.cases.intake.Opening;
import org.yizhan.platform.problem.Problem;
import org.yizhan.platform.problem.ProblemException;
import org.yizhan.platform.problem.Problems;
import org.yizhan.platform.security.Actor;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Opens all cases of a basket, or none, in the caller's transaction.
@Component
class Gathering {

    private static final int LEAST = 2;
    private static final int MOST = 10;

    private static final Problem SIZE = Problem.of(
                    422, "basket-size", "一次可以合并办理 2 至 10 个不同的事项。", "A basket holds 2 to 10 different items.")
            .at("items");

    private final Opening opening;
    private final Baskets baskets;
    private final Docket docket;

    Gathering(Opening opening, Baskets baskets, Docket docket) {
        this.opening = opening;
        this.baskets = baskets;
        this.docket = docket;
    }

    /// Who wants what, as it came in.
    record Wish(
            List<@Nullable String> items,
            String name,
            String idNumber,
            @Nullable String phone,
            String community,
            String channel) {

        /// No personal data in logs, not even by accident.
        @Override
        public String toString() {
            return "Wish" + items;
        }
    }

    /// A basket just filled.
    record Filled(Basket basket, List<CaseFile> cases) {}

    Mono<Filled> open(Actor actor, Wish wish) {
        return Mono.fromCallable(() -> checked(actor, wish))
                .flatMap(checked -> Flux.fromIterable(checked)
                        .concatMap(one -> opening.file(actor, one, Map.of()))
                        .collectList()
                        .flatMap(cases -> {
                            var ids = cases.stream().map(CaseFile::id).toList();
                            var basket = new Basket(
                                    UUID.randomUUID(), cases.getFirst().openedAt(), ids);
                            return baskets.add(basket, actor.subject()).thenReturn(new Filled(basket, cases));
                        })
                        .delayUntil(_ -> docket.written()));
    }

    /// @throws ProblemException naming the first thing that is wrong
    private List<Opening.Wish> checked(Actor actor, Wish wish) {
        if (wish.items().size() < LEAST
                || wish.items().size() > MOST
                || new HashSet<>(wish.items()).size() < wish.items().size()) {
            throw new ProblemException(SIZE);
        }
        return wish.items().stream()
                .map(item -> {
                    if (item == null) {
                        throw new ProblemException(Problems.INVALID.at("items"));
                    }
                    return opening.check(
                            actor, item, wish.channel(), wish.name(), wish.idNumber(), wish.phone(), wish.community());
                })
                .toList();
    }
}
