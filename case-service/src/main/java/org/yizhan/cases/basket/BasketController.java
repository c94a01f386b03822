package org.yizhan.cases.basket;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.yizhan.cases.catalogue.Catalogue;
import org.yizhan.cases.command.Answer;
import org.yizhan.cases.command.Commands;
import org.yizhan.cases.docket.CaseFile;
import org.yizhan.cases.docket.CaseProblems;
import org.yizhan.cases.docket.Docket;
import org.yizhan.cases.material.Materials;
import org.yizhan.cases.paper.Press;
import org.yizhan.cases.settings.CaseSettings;
import org.yizhan.platform.problem.Problem;
import org.yizhan.platform.problem.ProblemException;
import org.yizhan.platform.security.Actor;
import org.yizhan.platform.security.CurrentActor;
import org.yizhan.protocol.id.CaseId;
import org.yizhan.protocol.id.Role;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Opens baskets and shows how their cases stand.
@RestController
class BasketController {

    private static final Problem NO_BASKET =
            Problem.of(404, "basket-not-found", "没有这个合并办理。", "There is no such basket.");

    private final Gathering gathering;
    private final Baskets baskets;
    private final Docket docket;
    private final Catalogue catalogue;
    private final Materials materials;
    private final Press press;
    private final Commands commands;
    private final CaseSettings settings;

    BasketController(
            Gathering gathering,
            Baskets baskets,
            Docket docket,
            Catalogue catalogue,
            Materials materials,
            Press press,
            Commands commands,
            CaseSettings settings) {
        this.gathering = gathering;
        this.baskets = baskets;
        this.docket = docket;
        this.catalogue = catalogue;
        this.materials = materials;
        this.press = press;
        this.commands = commands;
        this.settings = settings;
    }

    record OpenBasket(
            @Nullable List<@Nullable String> items,
            @Nullable Person resident,
            @Nullable String community,
            @Nullable String channel) {}

    record Person(
            @Nullable String name,
            @Nullable String idNumber,
            @Nullable String phone) {

        /// No personal data in logs, not even by accident.
        @Override
        public String toString() {
            return "Person[…]";
        }
    }

    /// @param cases  those that the reader may see, as they were chosen
    /// @param hidden how many others there are
    /// @param fee    yuan, of the cases shown
    record Shown(UUID id, Instant at, List<Held> cases, int hidden, int fee, String settlementUrl) {}

    /// @param fee yuan
    record Held(
            CaseId id,
            String number,
            String item,
            String itemName,
            String itemNameEn,
            String state,
            @Nullable String step,
            int fee) {}

    @PostMapping("/api/baskets")
    Mono<ResponseEntity<byte[]>> open(
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestBody OpenBasket wish) {
        return CurrentActor.get(Role.TERMINAL, Role.CLERK, Role.PROGRAM)
                .flatMap(actor -> commands.once(
                        actor,
                        key,
                        "POST /api/baskets",
                        wish,
                        gathering.open(actor, read(wish)).map(filled -> {
                            var basket = filled.basket();
                            return Answer.created("/api/baskets/" + basket.id(), shown(basket, filled.cases()));
                        })));
    }

    private static Gathering.Wish read(OpenBasket wish) {
        var person = wish.resident() == null ? new Person(null, null, null) : wish.resident();
        return new Gathering.Wish(
                wish.items() == null ? List.of() : wish.items(),
                orEmpty(person.name()),
                orEmpty(person.idNumber()),
                person.phone(),
                orEmpty(wish.community()),
                orEmpty(wish.channel()));
    }

    @GetMapping("/api/baskets/{id}")
    Mono<Shown> get(@PathVariable("id") UUID id) {
        return CurrentActor.get()
                .flatMap(actor -> baskets.find(id)
                        .flatMap(basket -> visible(basket, actor).map(cases -> shown(basket, cases)))
                        .switchIfEmpty(CaseProblems.refuse(NO_BASKET)));
    }

    /// The basket that a case belongs to.
    @GetMapping("/api/cases/{id}/basket")
    Mono<Shown> of(@PathVariable("id") CaseId id) {
        return CurrentActor.get()
                .flatMap(actor -> docket.read(id, actor)
                        .flatMap(file -> baskets.of(file.id()))
                        .flatMap(basket -> visible(basket, actor).map(cases -> shown(basket, cases)))
                        .switchIfEmpty(CaseProblems.refuse(NO_BASKET)));
    }

    @GetMapping("/api/baskets/{id}/settlement.pdf")
    Mono<ResponseEntity<byte[]>> settlement(@PathVariable("id") UUID id) {
        return CurrentActor.get()
                .flatMap(actor -> baskets.find(id)
                        .flatMap(basket -> visible(basket, actor).flatMap(cases -> settlement(basket, cases)))
                        .switchIfEmpty(CaseProblems.refuse(NO_BASKET)));
    }

    /// Empty when the reader may see none of them.
    private Mono<List<CaseFile>> visible(Basket basket, Actor actor) {
        return Flux.fromIterable(basket.cases())
                .concatMap(id -> docket.read(id, actor).onErrorResume(ProblemException.class, _ -> Mono.empty()))
                .collectList()
                .filter(cases -> !cases.isEmpty());
    }

    private Mono<ResponseEntity<byte[]>> settlement(Basket basket, List<CaseFile> cases) {
        var hidden = basket.cases().size() - cases.size();
        var name = cases.getFirst().number() + "-settlement";
        return Flux.fromIterable(cases)
                .concatMap(file -> materials
                        .of(file.id())
                        .collectList()
                        .map(papers -> new SettlementSheet.Line(
                                file,
                                catalogue.get(
                                        file.matter().item(), file.matter().itemVersion()),
                                papers)))
                .collectList()
                .map(lines -> new SettlementSheet(lines, hidden, docket.now(), settings.zone()))
                .flatMap(sheet -> press.print("合并办理结算单 " + cases.getFirst().number(), sheet::write))
                .map(bytes -> pdf(name, bytes));
    }

    private static ResponseEntity<byte[]> pdf(String name, byte[] bytes) {
        var file = ContentDisposition.inline()
                .filename(name + ".pdf", StandardCharsets.UTF_8)
                .build();
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_PDF)
                .header(HttpHeaders.CONTENT_DISPOSITION, file.toString())
                .header("X-Content-Type-Options", "nosniff")
                .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
                .body(bytes);
    }

    private Shown shown(Basket basket, List<CaseFile> cases) {
        var held = cases.stream().map(this::held).toList();
        return new Shown(
                basket.id(),
                basket.at(),
                held,
                basket.cases().size() - held.size(),
                held.stream().mapToInt(Held::fee).sum(),
                "/api/baskets/" + basket.id() + "/settlement.pdf");
    }

    private Held held(CaseFile file) {
        var item = catalogue.get(file.matter().item(), file.matter().itemVersion());
        return new Held(
                file.id(),
                file.number(),
                item.code().value(),
                item.name(),
                item.nameEn(),
                file.state(),
                file.step(),
                item.fee());
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
