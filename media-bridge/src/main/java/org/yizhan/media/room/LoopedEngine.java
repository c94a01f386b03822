package org.yizhan.media.room;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.yizhan.media.sdp.BrowserOffer;
import org.yizhan.media.transport.IceCredentials;
import org.yizhan.protocol.bridge.CaptureState;
import org.yizhan.protocol.bridge.CaptureWish;
import org.yizhan.protocol.bridge.LiveMeeting;
import org.yizhan.protocol.bridge.MemberPlan;
import org.yizhan.protocol.bridge.RoomPlan;
import org.yizhan.protocol.bridge.RoomState;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.MemberId;

/// Several event loops behind one port, each an engine of its own. A meeting is on one of them, with all of its
/// members: who is connected to another one when it begins moves there, keys, paths and all, and notices
/// nothing. What changes where somebody is happens one after the other; each loop knows best what it has, so
/// nothing is noted here.
public final class LoopedEngine implements MediaEngine {

    private final List<EmbeddedEngine> loops;
    private final Turns turns = new Turns(Runnable::run);

    /// @param loops each on one of the ports that were opened together
    public LoopedEngine(List<EmbeddedEngine> loops) {
        this.loops = List.copyOf(loops);
    }

    private <T> CompletableFuture<List<T>> ask(Function<EmbeddedEngine, CompletableFuture<T>> question) {
        List<CompletableFuture<T>> answers = loops.stream().map(question).toList();
        return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .thenApply(_ -> answers.stream().map(CompletableFuture::join).toList());
    }

    private CompletableFuture<List<Holding>> holding(
            @Nullable ConsultationId consultation, Collection<MemberId> members) {
        return ask(engine -> engine.loop().ask(() -> engine.holding(consultation, members)));
    }

    /// Brings those of the members that are elsewhere.
    private CompletableFuture<EmbeddedEngine> gather(List<Holding> all, int at) {
        EmbeddedEngine here = loops.get(at);
        List<CompletableFuture<?>> moves = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            EmbeddedEngine there = loops.get(i);
            Set<MemberId> guests = all.get(i).members();
            if (i != at && !guests.isEmpty()) {
                moves.add(there.loop().ask(() -> {
                    there.move(guests, here);
                    return true;
                }));
            }
        }
        return CompletableFuture.allOf(moves.toArray(CompletableFuture[]::new)).thenApply(_ -> here);
    }

    /// Where a member's connection is; the first loop when it has none.
    private <T> CompletableFuture<T> withMember(MemberId member, Function<EmbeddedEngine, CompletableFuture<T>> work) {
        return turns.next(() -> holding(null, Set.of(member))
                .thenCompose(all ->
                        work.apply(loops.get(there(all, loop -> loop.members().size())))));
    }

    /// Where a meeting is; the first loop when it is nowhere.
    private <T> CompletableFuture<T> withRoom(
            ConsultationId consultation, Function<EmbeddedEngine, CompletableFuture<T>> work) {
        return turns.next(() -> holding(consultation, Set.of())
                .thenCompose(all -> work.apply(loops.get(there(all, loop -> loop.room() ? 1 : 0)))));
    }

    private static int there(List<Holding> all, ToIntFunction<Holding> found) {
        for (int i = 0; i < all.size(); i++) {
            if (found.applyAsInt(all.get(i)) > 0) {
                return i;
            }
        }
        return 0;
    }

    @Override
    public CompletableFuture<String> connect(MemberId member, BrowserOffer offer) {
        return turns.next(() -> holding(null, Set.of(member))
                .thenCompose(all -> gather(all, Placing.member(all)))
                .thenCompose(engine -> engine.connect(member, offer)));
    }

    @Override
    public CompletableFuture<RoomState> arrange(ConsultationId consultation, RoomPlan plan) {
        Set<MemberId> members = new HashSet<>();
        plan.members().stream().map(MemberPlan::member).forEach(members::add);
        return turns.next(() -> holding(consultation, members)
                .thenCompose(all -> {
                    int at = Placing.room(all);
                    // A plan that comes too late moves nobody.
                    return all.get(at).revision() > plan.revision()
                            ? CompletableFuture.completedFuture(loops.get(at))
                            : gather(all, at);
                })
                .thenCompose(engine -> engine.arrange(consultation, plan)));
    }

    @Override
    public CompletableFuture<Boolean> disconnect(MemberId member) {
        return withMember(member, engine -> engine.disconnect(member));
    }

    @Override
    public CompletableFuture<Optional<IceCredentials>> restart(MemberId member, IceCredentials theirs) {
        return withMember(member, engine -> engine.restart(member, theirs));
    }

    @Override
    public CompletableFuture<Boolean> close(ConsultationId consultation) {
        return withRoom(consultation, engine -> engine.close(consultation));
    }

    @Override
    public CompletableFuture<Optional<String>> admit(Guest guest, BrowserOffer offer) {
        return withRoom(guest.consultation(), engine -> engine.admit(guest, offer));
    }

    @Override
    public CompletableFuture<CaptureState> capture(ConsultationId consultation, CaptureWish wish) {
        return withRoom(consultation, engine -> engine.capture(consultation, wish));
    }

    /// What was captured stays on the meeting's loop when the meeting is over.
    @Override
    public CompletableFuture<Optional<CaptureState>> captured(ConsultationId consultation) {
        return ask(engine -> engine.captured(consultation)).thenApply(LoopedEngine::found);
    }

    @Override
    public CompletableFuture<Optional<byte[]>> captured(ConsultationId consultation, int piece) {
        return ask(engine -> engine.captured(consultation, piece)).thenApply(LoopedEngine::found);
    }

    private static <T> Optional<T> found(List<Optional<T>> answers) {
        return answers.stream().flatMap(Optional::stream).findFirst();
    }

    @Override
    public CompletableFuture<Load> load() {
        return ask(EmbeddedEngine::load)
                .thenApply(all -> all.stream()
                        .reduce((one, other) -> new Load(
                                one.loops() + other.loops(),
                                one.members() + other.members(),
                                one.rooms() + other.rooms(),
                                one.packets() + other.packets(),
                                one.cpuNanos() + other.cpuNanos(),
                                0))
                        .orElseThrow());
    }

    @Override
    public CompletableFuture<List<LiveMeeting>> meetings() {
        return ask(EmbeddedEngine::meetings)
                .thenApply(all -> all.stream().flatMap(List::stream).toList());
    }

    @Override
    public String instance() {
        return loops.getFirst().instance();
    }

    @Override
    public void close() {
        loops.forEach(EmbeddedEngine::close);
    }
}
