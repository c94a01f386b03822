package org.yizhan.media.recording;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yizhan.protocol.bridge.SourceKind;
import org.yizhan.protocol.id.MemberId;

/// A recording as people get it: its first copy, and where that has holes its second, if another bridge recorded the
/// meeting too. It is found from the two sealed manifests alone, so it is nowhere stored and the same everywhere.
///
/// @param manifest the first copy's. Where the second fills something its sources are there too, on the first's clock,
///                 their numbers behind [#SECOND]; the seal is the first's and covers the first's only
/// @param takes    what is played when; empty: every source from its begin to its end
public record Replay(Manifest manifest, List<Take> takes) {

    /// Sources of the second copy are counted from here.
    public static final int SECOND = 100_000;

    /// One camera, microphone or screen of one member.
    private record Lane(MemberId member, SourceKind kind) {
        static Lane of(RecordedSource source) {
            return new Lane(source.member(), source.kind());
        }
    }

    /// A recording that nobody else made.
    public static Replay alone(Manifest manifest) {
        return new Replay(manifest, List.of());
    }

    /// @param second null: there is none, or it is not sealed yet
    static Replay of(Manifest first, @Nullable Manifest second) {
        if (second == null) {
            return alone(first);
        }
        long shift = Duration.between(first.startedAt(), second.startedAt()).toMillis();
        List<RecordedSource> copied = second.sources().stream()
                .map(source -> source.placed(SECOND + source.n(), source.startMs() + shift))
                .toList();
        List<Take> rests = Stream.concat(rests(first, 0), rests(second, shift)).toList();
        Map<Lane, List<Take>> ours = lanes(first.sources(), rests);
        Map<Lane, List<Take>> theirs = lanes(copied, rests);
        Set<Lane> lanes = new LinkedHashSet<>(ours.keySet());
        lanes.addAll(theirs.keySet());
        List<Take> takes = new ArrayList<>();
        for (Lane lane : lanes) {
            takes.addAll(joined(
                    Takes.choose(
                            ours.getOrDefault(lane, List.of()),
                            theirs.getOrDefault(lane, List.of()),
                            Takes.SHORTEST_MS),
                    rests));
        }
        List<RecordedSource> filling = copied.stream()
                .filter(source -> takes.stream().anyMatch(take -> take.source() == source.n()))
                .toList();
        if (filling.isEmpty()) {
            return alone(first);
        }
        List<RecordedSource> sources =
                Stream.concat(first.sources().stream(), filling.stream()).toList();
        return new Replay(first.written(sources, pauses(first, second, shift), first.chainHead()), List.copyOf(takes));
    }

    /// Whether a source is to be seen or heard at a moment of the session clock.
    public boolean plays(RecordedSource source, long ms) {
        return takes.isEmpty()
                ? source.startMs() <= ms && ms < source.endMs()
                : takes.stream().anyMatch(take -> take.source() == source.n() && take.isAt(ms));
    }

    /// What the second copy plays.
    public List<Take> filled() {
        return takes.stream().filter(take -> take.source() > SECOND).toList();
    }

    /// What is played of the same camera, microphone or screen out of other files than this.
    public List<Take> insteadOf(RecordedSource file) {
        return takes.stream()
                .filter(take -> take.source() != file.n())
                .filter(take -> manifest.sources().stream()
                        .anyMatch(it -> it.n() == take.source() && Lane.of(it).equals(Lane.of(file))))
                .toList();
    }

    private static Map<Lane, List<Take>> lanes(List<RecordedSource> sources, List<Take> rests) {
        Map<Lane, List<Take>> lanes = new LinkedHashMap<>();
        for (RecordedSource source : sources) {
            List<Take> has = List.of(new Take(source.n(), Math.max(0, source.startMs()), source.endMs()));
            for (Manifest.Gap gap : source.gaps()) {
                if (gap.endMs() - gap.startMs() >= Takes.SHORTEST_MS) {
                    has = without(has, source.startMs() + gap.startMs(), source.startMs() + gap.endMs());
                }
            }
            for (Take rest : rests) {
                has = without(has, rest.fromMs(), rest.toMs());
            }
            lanes.computeIfAbsent(Lane.of(source), _ -> new ArrayList<>()).addAll(has);
        }
        return lanes;
    }

    private static List<Take> without(List<Take> has, long fromMs, long toMs) {
        List<Take> left = new ArrayList<>();
        for (Take take : has) {
            Take before = new Take(take.source(), take.fromMs(), Math.min(take.toMs(), fromMs));
            Take behind = new Take(take.source(), Math.max(take.fromMs(), toMs), take.toMs());
            Stream.of(before, behind).filter(it -> it.lengthMs() > 0).forEach(left::add);
        }
        return left;
    }

    /// A hole that neither copy fills is played as it always was: as a hole of its file.
    private static List<Take> joined(List<Take> takes, List<Take> rests) {
        List<Take> joined = new ArrayList<>();
        for (Take take : takes) {
            Take last = joined.isEmpty() ? null : joined.getLast();
            if (last != null && last.source() == take.source() && !isIn(rests, last.toMs(), take.fromMs())) {
                joined.set(joined.size() - 1, new Take(take.source(), last.fromMs(), take.toMs()));
            } else {
                joined.add(take);
            }
        }
        return joined;
    }

    private static boolean isIn(List<Take> rests, long fromMs, long toMs) {
        return rests.stream().anyMatch(rest -> rest.fromMs() < toMs && fromMs < rest.toMs());
    }

    /// What one copy was not to record is not played of the other either, be its pause a moment longer.
    private static Stream<Take> rests(Manifest manifest, long shift) {
        return manifest.pauses().stream().map(pause -> {
            Long end = pause.endMs();
            return new Take(0, pause.startMs() + shift, end == null ? Long.MAX_VALUE : end + shift);
        });
    }

    /// The second's pauses only where the first knows of none: it was not writing then.
    private static List<Manifest.Span> pauses(Manifest first, Manifest second, long shift) {
        List<Manifest.Span> pauses = new ArrayList<>(first.pauses());
        for (Manifest.Span pause : second.pauses()) {
            Long end = pause.endMs();
            Manifest.Span placed = new Manifest.Span(
                    Math.max(0, pause.startMs() + shift), end == null ? null : end + shift, pause.by(), pause.reason());
            if (first.pauses().stream().noneMatch(known -> overlap(known, placed))) {
                pauses.add(placed);
            }
        }
        return List.copyOf(pauses);
    }

    private static boolean overlap(Manifest.Span one, Manifest.Span other) {
        long oneEnd = one.endMs() == null ? Long.MAX_VALUE : one.endMs();
        long otherEnd = other.endMs() == null ? Long.MAX_VALUE : other.endMs();
        return one.startMs() < otherEnd && other.startMs() < oneEnd;
    }
}
