package org.yizhan.signaling.bridges;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yizhan.protocol.bridge.BridgeBeat;
import org.yizhan.protocol.bridge.BridgeStatus;
import org.yizhan.protocol.id.StationPath;

/// What this node knows of each bridge: what it answered, when it was heard of, and so which of them live
/// and which is to be given the next meeting. Moments are nanoseconds of any clock that does not go back.
final class Fleet {

    /// One lost answer is not a lost bridge.
    static final int MISSED = 2;

    /// A bridge that beats is there, whether it answers this node or not. Two beats.
    static final Duration SILENT = BridgeBeat.EVERY.multipliedBy(2);

    /// After this time a node has heard of every bridge that lives.
    static final Duration ALL_HEARD = BridgeBeat.EVERY.multipliedBy(6);

    /// A bridge of which nothing came for so long will come as a new one.
    private static final Duration FORGOTTEN = Duration.ofMinutes(1);

    /// A region stays with a bridge until another has this much less to do: its pages are connected there.
    private static final double BETTER = 0.15;

    /// With so much to do a bridge is only chosen when all others have as much.
    private static final double FULL = 0.9;

    /// Stands for bridges none of whose regions has the station in it.
    private static final String ELSEWHERE = "-";

    private static final String GONE = "is lost";

    private static final Comparator<BridgeStatus> LEAST = Comparator.comparingDouble(BridgeStatus::stress)
            .thenComparingInt(BridgeStatus::rooms)
            .thenComparing(BridgeStatus::bridgeInstance);

    private static final Logger LOG = LoggerFactory.getLogger(Fleet.class);

    /// One address and who is there.
    private static final class Known {
        private final String url;
        private @Nullable BridgeStatus status;
        private int missed;

        /// Refused connections since anything was heard of it.
        private int refused;

        private boolean beats;
        private boolean left;
        private long heardNanos;

        Known(String url, long nowNanos) {
            this.url = url;
            this.heardNanos = nowNanos;
        }

        boolean answers() {
            return status != null && missed < MISSED && !left;
        }

        boolean isLost(long nowNanos) {
            boolean silent = !beats || nowNanos - heardNanos > SILENT.toNanos();
            return left || refused >= MISSED || (missed >= MISSED && silent);
        }

        String word(long nowNanos) {
            if (isLost(nowNanos)) {
                return GONE;
            }
            boolean drains = status != null && status.draining();
            return answers() ? drains ? "drains" : "is there" : "is not reached";
        }

        void is(BridgeStatus now) {
            boolean another = status == null || !status.bridgeInstance().equals(now.bridgeInstance());
            left = left && !another;
            status = now;
        }
    }

    /// @param answers whether this node reaches it now
    record Seen(BridgeStatus status, boolean answers) {}

    private final Map<String, Known> byUrl = new LinkedHashMap<>();

    /// The last choice, by region; a region is what some bridge said.
    private final Map<String, String> choices = new HashMap<>();

    private final String home;
    private final boolean alone;
    private @Nullable Long listensSince;
    private Map<String, String> told = Map.of();

    /// @param home  the address that is always asked
    /// @param alone whether there can be no other
    Fleet(String home, boolean alone, long nowNanos) {
        this.home = home;
        this.alone = alone;
        byUrl.put(home, new Known(home, nowNanos));
    }

    /// From now on every beat is heard.
    synchronized void listens(long nowNanos) {
        listensSince = nowNanos;
    }

    /// Each address that is to be asked.
    synchronized List<String> urls() {
        return List.copyOf(byUrl.keySet());
    }

    /// Each of these tells whether a bridge came, was lost, was found again, or drains or no longer does.
    synchronized boolean answered(String url, BridgeStatus status, long nowNanos) {
        Known known = known(url, nowNanos);
        known.is(status);
        known.missed = 0;
        known.refused = 0;
        known.heardNanos = known.beats ? known.heardNanos : nowNanos;
        return changed(nowNanos);
    }

    /// It answered something else than how it is.
    synchronized boolean answered(String url, String instance, long nowNanos) {
        BridgeStatus before = known(url, nowNanos).status;
        if (before == null || !before.bridgeInstance().equals(instance)) {
            return answered(url, new BridgeStatus(instance, 0, 0, 0), nowNanos);
        }
        return false;
    }

    /// It did not answer.
    ///
    /// @param refused nobody listens at its address: the process is gone, and need not be waited for
    synchronized boolean missed(String url, boolean refused, long nowNanos) {
        Known known = known(url, nowNanos);
        known.missed++;
        known.refused += refused ? 1 : 0;
        if (!url.equals(home) && nowNanos - known.heardNanos > FORGOTTEN.toNanos()) {
            byUrl.remove(url);
        }
        return changed(nowNanos);
    }

    synchronized boolean heard(BridgeBeat beat, long nowNanos) {
        Known known = known(beat.url(), nowNanos);
        known.is(beat.status());
        known.left |= beat.leaving();
        known.beats = true;
        known.refused = 0;
        known.heardNanos = nowNanos;
        return changed(nowNanos);
    }

    private Known known(String url, long nowNanos) {
        return byUrl.computeIfAbsent(url, it -> new Known(it, nowNanos));
    }

    private boolean changed(long nowNanos) {
        Map<String, String> now = new TreeMap<>();
        for (Known known : byUrl.values()) {
            if (known.status != null) {
                now.merge(
                        known.status.bridgeInstance(),
                        known.word(nowNanos),
                        (one, other) -> one.equals(GONE) ? other : one);
            }
        }
        if (now.equals(told)) {
            return false;
        }
        now.forEach((instance, word) -> {
            if (!word.equals(told.get(instance))) {
                LOG.info("media bridge {} {}", instance, word);
            }
        });
        told = now;
        return true;
    }

    private Stream<Known> of(@Nullable String instance) {
        return byUrl.values().stream()
                .filter(known ->
                        known.status != null && known.status.bridgeInstance().equals(instance));
    }

    /// Where it is asked; null: it does not answer.
    synchronized @Nullable String urlOf(@Nullable String instance) {
        return of(instance)
                .filter(Known::answers)
                .map(known -> known.url)
                .findFirst()
                .orElse(null);
    }

    /// Whether it may be given more than it has.
    synchronized boolean takes(@Nullable String instance) {
        return of(instance).anyMatch(known -> known.answers() && known.status != null && !known.status.draining());
    }

    /// Whether it is gone for good, with all its rooms. A bridge that is merely not reached is not lost
    /// as long as it is heard of.
    synchronized boolean isLost(@Nullable String instance, long nowNanos) {
        List<Known> there = of(instance).toList();
        if (!there.isEmpty()) {
            return there.stream().allMatch(known -> known.isLost(nowNanos));
        }
        boolean homeKnown = alone && byUrl.values().stream().anyMatch(known -> known.status != null);
        return homeKnown || (listensSince != null && nowNanos - listensSince > ALL_HEARD.toNanos());
    }

    /// The bridge for a meeting of this station, or for its pages while they wait: one whose region is
    /// the closest around the station, and of these the one with the least to do, unless the last choice
    /// is nearly as good.
    synchronized Optional<String> choose(StationPath station) {
        List<BridgeStatus> close = closest(station.value(), able());
        if (close.isEmpty()) {
            return Optional.empty();
        }
        BridgeStatus least = close.stream().min(LEAST).orElseThrow();
        String region = closeness(least, station.value()) < 0 ? ELSEWHERE : least.region();
        String last = choices.get(region);
        boolean stays = close.stream()
                .anyMatch(it -> it.bridgeInstance().equals(last) && it.stress() <= least.stress() + BETTER);
        String chosen = stays && last != null ? last : least.bridgeInstance();
        choices.put(region, chosen);
        return Optional.of(chosen);
    }

    /// The one with the least to do, of those closest to the station but for this one.
    synchronized Optional<String> another(StationPath station, String than) {
        List<BridgeStatus> others = able().stream()
                .filter(status -> !status.bridgeInstance().equals(than))
                .toList();
        return closest(station.value(), others).stream().min(LEAST).map(BridgeStatus::bridgeInstance);
    }

    /// Each bridge that may be given more, once.
    private List<BridgeStatus> able() {
        Map<String, BridgeStatus> able = new LinkedHashMap<>();
        for (Known known : byUrl.values()) {
            BridgeStatus status = known.status;
            if (status != null && known.answers() && !status.draining()) {
                able.putIfAbsent(status.bridgeInstance(), status);
            }
        }
        return List.copyOf(able.values());
    }

    private static List<BridgeStatus> closest(String station, List<BridgeStatus> able) {
        List<BridgeStatus> free =
                able.stream().filter(status -> status.stress() < FULL).toList();
        List<BridgeStatus> all = free.isEmpty() ? able : free;
        int closest = all.stream()
                .mapToInt(status -> closeness(status, station))
                .max()
                .orElse(-1);
        return all.stream()
                .filter(status -> closeness(status, station) == closest)
                .toList();
    }

    /// Length of the region's path when the station lies in it; less than nothing when it lies elsewhere.
    private static int closeness(BridgeStatus status, String station) {
        String region = status.region();
        boolean around = region.isEmpty() || station.equals(region) || station.startsWith(region + ".");
        return around ? region.length() : -1;
    }

    /// Each bridge once.
    synchronized List<Seen> all() {
        Map<String, Seen> seen = new LinkedHashMap<>();
        for (Known known : byUrl.values()) {
            if (known.status != null) {
                seen.merge(
                        known.status.bridgeInstance(),
                        new Seen(known.status, known.answers()),
                        (one, other) -> one.answers() ? one : other);
            }
        }
        return List.copyOf(seen.values());
    }
}
