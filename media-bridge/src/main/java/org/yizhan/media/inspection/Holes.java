package org.yizhan.media.inspection;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.yizhan.media.recording.Inspection;
import org.yizhan.media.recording.Manifest;
import org.yizhan.media.recording.RecordedSource;
import org.yizhan.media.recording.Replay;
import org.yizhan.media.recording.Take;
import org.yizhan.media.recording.evidence.Fragment;

/// Where nothing is that should be: told by the manifest, and by the fragments that it does not have to be
/// believed about.
final class Holes {

    /// Shorter ones are the network's and are in the manifest.
    static final long SHORTEST_MS = 1000;

    private Holes() {}

    /// Stretches of a source without anything, in the file's own time; those in which the sender sent nothing too.
    static List<Manifest.Gap> in(RecordedSource source) {
        List<Manifest.Gap> holes = new ArrayList<>(source.gaps().stream()
                .filter(gap -> gap.endMs() - gap.startMs() >= SHORTEST_MS)
                .toList());
        List<Fragment> fragments = source.fragments().stream()
                .sorted(Comparator.comparingLong(Fragment::startMs))
                .toList();
        for (int i = 1; i < fragments.size(); i++) {
            long from = fragments.get(i - 1).endMs();
            long to = fragments.get(i).startMs();
            boolean known = holes.stream().anyMatch(hole -> hole.startMs() < to && hole.endMs() > from);
            if (to - from >= SHORTEST_MS && !known) {
                holes.add(new Manifest.Gap(from, to, "missing"));
            }
        }
        return List.copyOf(holes);
    }

    /// As flaws, on the session clock. That a sender was silent is none, nor what a second copy fills.
    static List<Inspection.Flaw> flaws(Replay replay) {
        Manifest manifest = replay.manifest();
        List<Inspection.Flaw> flaws = new ArrayList<>();
        for (Inspection.Flaw flaw : flaws(manifest)) {
            if (flaw.source() == 0) {
                flaws.addAll(left(flaw, replay.filled()));
            }
            for (RecordedSource source : manifest.sources()) {
                if (source.n() == flaw.source()
                        && (source.n() < Replay.SECOND || replay.plays(source, flaw.fromMs()))) {
                    flaws.addAll(left(flaw, replay.insteadOf(source)));
                }
            }
        }
        return flaws;
    }

    /// What of a hole is left where these fill it.
    private static List<Inspection.Flaw> left(Inspection.Flaw hole, List<Take> filling) {
        List<Inspection.Flaw> left = new ArrayList<>();
        long from = hole.fromMs();
        for (Take take :
                filling.stream().sorted(Comparator.comparingLong(Take::fromMs)).toList()) {
            addLeft(left, hole, from, Math.min(take.fromMs(), hole.toMs()));
            from = Math.max(from, take.toMs());
        }
        addLeft(left, hole, from, hole.toMs());
        return left;
    }

    private static void addLeft(List<Inspection.Flaw> left, Inspection.Flaw hole, long from, long to) {
        if (to - from >= SHORTEST_MS) {
            left.add(new Inspection.Flaw(hole.code(), hole.source(), from, to, hole.detail()));
        }
    }

    /// Of what is there, without looking whether another copy fills it.
    private static List<Inspection.Flaw> flaws(Manifest manifest) {
        List<Inspection.Flaw> flaws = new ArrayList<>();
        for (RecordedSource source : manifest.sources()) {
            for (Manifest.Gap hole : in(source)) {
                if (!hole.reason().equals("silent")) {
                    flaws.add(new Inspection.Flaw(
                            Inspection.Code.HOLE,
                            source.n(),
                            source.startMs() + hole.startMs(),
                            source.startMs() + hole.endMs(),
                            hole.reason()));
                }
            }
        }
        for (int i = 1; i < manifest.parts().size(); i++) {
            Long ended = manifest.parts().get(i - 1).endMs();
            long begun = manifest.parts().get(i).startMs();
            if (ended != null && begun - ended - pausedWithin(manifest, ended, begun) >= SHORTEST_MS) {
                flaws.add(new Inspection.Flaw(Inspection.Code.HOLE, 0, ended, begun, "interrupted"));
            }
        }
        return flaws;
    }

    /// What was not to be recorded is not missing.
    private static long pausedWithin(Manifest manifest, long from, long to) {
        long paused = 0;
        for (Manifest.Span pause : manifest.pauses()) {
            Long end = pause.endMs();
            paused += Math.max(0, Math.min(to, end == null ? to : end) - Math.max(from, pause.startMs()));
        }
        return paused;
    }
}
