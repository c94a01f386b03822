package org.yizhan.cases.archive;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.yizhan.cases.search.Finding;
import org.yizhan.cases.search.Found;
import org.yizhan.cases.search.Kind;
import org.yizhan.platform.problem.ProblemException;
import org.yizhan.platform.problem.Problems;
import org.yizhan.platform.security.CurrentActor;
import org.yizhan.protocol.id.CaseId;
import reactor.core.publisher.Mono;

/// The one search box.
@RestController
class SearchController {

    private static final int LONGEST = 60;

    private final Finding finding;
    private final Lists lists;

    SearchController(Finding finding, Lists lists) {
        this.finding = finding;
        this.lists = lists;
    }

    /// A page of what was found.
    ///
    /// @param kind   how the words were read
    /// @param kinds  how they may be read
    /// @param count  how many were found from this page on, at most [Found#MOST_COUNTED]
    /// @param capped whether there are more
    /// @param next   where the next page begins; null when this is the last
    record Page(
            List<Listing.Line> items,
            @Nullable Kind kind,
            List<Kind> kinds,
            int count,
            boolean capped,
            @Nullable String next) {}

    @GetMapping("/api/search")
    Mono<Page> search(
            @RequestParam("q") String text,
            @RequestParam(name = "kind", defaultValue = "") String kind,
            @RequestParam(name = "after", defaultValue = "") String after) {
        if (text.isBlank() || text.length() > LONGEST || text.chars().anyMatch(Character::isISOControl)) {
            return Mono.error(() -> new ProblemException(Problems.INVALID.at("q")));
        }
        var wanted = kind(kind);
        var from = cursor(after);
        return CurrentActor.get()
                .flatMap(actor -> finding.find(actor, text, wanted, from).flatMap(found -> {
                    var page = found.cases()
                            .subList(0, Math.min(Listing.SIZE, found.cases().size()));
                    return lists.of(actor, page.stream().map(Found.At::id).toList())
                            .map(lines -> new Page(
                                    lines,
                                    found.kind(),
                                    found.kinds(),
                                    found.count(),
                                    found.capped(),
                                    found.count() > page.size() ? cursor(page.getLast()) : null));
                }));
    }

    @GetMapping("/api/search/suggestions")
    Mono<List<Finding.Suggestion>> suggest(@RequestParam("q") String text) {
        if (text.length() > LONGEST || text.chars().anyMatch(Character::isISOControl)) {
            return Mono.error(() -> new ProblemException(Problems.INVALID.at("q")));
        }
        return CurrentActor.get().flatMap(actor -> finding.suggest(actor, text));
    }

    private static @Nullable Kind kind(String word) {
        if (word.isEmpty()) {
            return null;
        }
        for (var kind : Kind.values()) {
            if (kind.word().equals(word.toLowerCase(Locale.ROOT))) {
                return kind;
            }
        }
        throw new ProblemException(Problems.INVALID.at("kind"));
    }

    private static String cursor(Found.At at) {
        var text = at.openedAt() + " " + at.id();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Found.@Nullable At cursor(String text) {
        if (text.isEmpty()) {
            return null;
        }
        try {
            var plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            var space = plain.indexOf(' ');
            return new Found.At(CaseId.of(plain.substring(space + 1)), Instant.parse(plain.substring(0, space)));
        } catch (IllegalArgumentException | DateTimeException | StringIndexOutOfBoundsException _) {
            throw new ProblemException(Problems.INVALID.at("after"));
        }
    }
}
