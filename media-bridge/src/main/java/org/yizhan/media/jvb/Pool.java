package org.yizhan.media.jvb;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// The videobridges that are named in the settings, and which of them is used.
final class Pool {

    /// A videobridge that does not find itself healthy is full: nobody new is sent there.
    private static final double FULL = 1;

    private record Candidate(Videobridge bridge, boolean healthy, double stress) {}

    private final List<Videobridge> bridges;
    private volatile @Nullable Videobridge used;

    Pool(List<Videobridge> bridges) {
        this.bridges = List.copyOf(bridges);
    }

    /// The least stressed of those that are healthy; it is the one in use from now on.
    CompletableFuture<Videobridge> best() {
        List<CompletableFuture<Candidate>> looks = new ArrayList<>();
        bridges.forEach(bridge -> looks.add(look(bridge)));
        return CompletableFuture.allOf(looks.toArray(CompletableFuture[]::new)).thenApply(_ -> {
            Videobridge best = looks.stream()
                    .map(CompletableFuture::join)
                    .filter(Candidate::healthy)
                    .min(Comparator.comparingDouble(Candidate::stress))
                    .orElseThrow(() -> new VideobridgeFailure("none of the videobridges is healthy"))
                    .bridge();
            used = best;
            return best;
        });
    }

    private static CompletableFuture<Candidate> look(Videobridge bridge) {
        return bridge.isHealthy()
                .thenCombine(
                        bridge.stress().exceptionally(_ -> FULL),
                        (healthy, stress) -> new Candidate(bridge, healthy, stress));
    }

    /// How stressed the one in use is, 0 to 1; fails when it cannot be asked.
    CompletableFuture<Double> stress() {
        Videobridge bridge = used;
        if (bridge == null) {
            return best().thenCompose(chosen -> stress(chosen));
        }
        return stress(bridge);
    }

    private static CompletableFuture<Double> stress(Videobridge bridge) {
        return bridge.isHealthy()
                .thenCombine(bridge.stress(), (healthy, stress) -> healthy ? Math.clamp(stress, 0, FULL) : FULL);
    }
}
