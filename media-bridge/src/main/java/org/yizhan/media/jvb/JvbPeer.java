package org.yizhan.media.jvb;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.yizhan.media.room.Turns;
import org.yizhan.media.sdp.AnswerWriter;
import org.yizhan.media.sdp.AnsweringSide;
import org.yizhan.media.sdp.BrowserOffer;
import org.yizhan.media.sdp.Section;
import org.yizhan.media.transport.MediaLoop;
import org.yizhan.protocol.bridge.SlotFill;
import org.yizhan.protocol.bridge.SourceKind;
import org.yizhan.protocol.id.MemberId;

/// A member's browser, connected to a videobridge: an endpoint there, and its bridge channel, which we hold in its
/// place. On the media loop.
final class JvbPeer {

    /// A videobridge says which stream carries what some milliseconds after the channel opened.
    private static final long MAPPED_SECONDS = 5;

    private final MemberId id;
    private final Hall hall;
    private final MediaLoop loop;
    private final Consumer<JvbPeer> overflow;
    private final String endpoint = Hall.endpoint();
    private final List<MemberSource> sources;
    private final SlotDeck deck;
    private final Turns turns;
    private final CompletableFuture<Boolean> mapped = new CompletableFuture<>();
    private final long session = ThreadLocalRandom.current().nextLong(1, 1L << 52);
    private final BrowserOffer offer;
    private @Nullable Described there;
    private @Nullable BridgeChannel channel;
    private @Nullable Selection selected;
    private boolean joined;
    private boolean connected;
    private int answers;

    /// @param overflow told when this connection cannot go on: the videobridge sends on streams that the browser has no
    ///                 section for, or does not know the endpoint any more
    JvbPeer(MemberId id, BrowserOffer offer, Hall hall, MediaLoop loop, Consumer<JvbPeer> overflow) {
        this.id = id;
        this.offer = offer;
        this.hall = hall;
        this.loop = loop;
        this.overflow = overflow;
        this.deck = new SlotDeck(hall.fillers());
        this.turns = new Turns(loop::execute);
        this.sources = offer.sections().stream()
                .filter(section -> section.source() != null)
                .map(section -> source(id, endpoint, section))
                .toList();
    }

    private static MemberSource source(MemberId id, String endpoint, Section section) {
        SourceKind kind = Objects.requireNonNull(section.source());
        return new MemberSource(id, kind, MemberSource.name(endpoint, kind), section.ssrc(), section.rtx());
    }

    MemberId id() {
        return id;
    }

    String endpoint() {
        return endpoint;
    }

    Hall hall() {
        return hall;
    }

    Turns turns() {
        return turns;
    }

    BrowserOffer offer() {
        return offer;
    }

    boolean isConnected() {
        return connected;
    }

    void connected(boolean now) {
        connected = now;
    }

    /// Nothing before the videobridge knows of it.
    Optional<MemberSource> source(SourceKind kind) {
        return !joined
                ? Optional.empty()
                : sources.stream().filter(it -> it.kind() == kind).findFirst();
    }

    /// Makes the endpoint. Its browser can reach it only when it is sent nothing that is not meant for it: the channel
    /// says so before the videobridge is told whom to let in.
    ///
    /// @return the answer
    CompletableFuture<String> join() {
        var capabilities = List.of("source-names", "ssrc-rewriting", "rtp-mid-demux");
        var described = sources.stream().map(MemberSource::described).toList();
        var wanted = Wire.Endpoint.created(endpoint, capabilities, Medias.of(offer.ids()), described);
        return hall.bridge()
                .add(hall.meeting(), wanted)
                .thenComposeAsync(this::listen, loop::execute)
                .thenComposeAsync(_ -> letIn(), loop::execute)
                .thenApplyAsync(
                        _ -> {
                            joined = true;
                            return answer();
                        },
                        loop::execute)
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(VideobridgeFailure.of(failure)));
    }

    private CompletableFuture<Boolean> listen(Described described) {
        there = described;
        BridgeChannel opening =
                new BridgeChannel(hall.bridge().http(), described.channel(), loop::execute, this::heard);
        channel = opening;
        opening.listen(List.of());
        push();
        return opening.open().thenComposeAsync(_ -> mapped, loop::execute).orTimeout(MAPPED_SECONDS, TimeUnit.SECONDS);
    }

    private CompletableFuture<Wire.Conference> letIn() {
        Wire.Ice theirs = Wire.Ice.of(
                offer.ice(),
                offer.fingerprint().algorithm(),
                offer.fingerprint().value());
        return hall.bridge().connect(hall.meeting(), endpoint, theirs);
    }

    /// The same offer again. The same browser with other credentials wants its paths checked anew, which a videobridge
    /// does not do when it is asked over HTTP; nor can another endpoint go on with the keys of this one.
    ///
    /// @return the answer; fails with [OfferUnfit]: the browser is to connect anew
    CompletableFuture<String> again(BrowserOffer repeated) {
        return repeated.ice().fragment().equals(offer.ice().fragment())
                ? CompletableFuture.completedFuture(answer())
                : CompletableFuture.failedFuture(new OfferUnfit(OfferUnfit.Reason.ANEW));
    }

    private String answer() {
        Described described = there;
        if (described == null) {
            throw new VideobridgeFailure("the endpoint is not described");
        }
        var side = new AnsweringSide(
                described.ice(),
                described.fingerprint().algorithm() + " "
                        + described.fingerprint().value(),
                described.candidates(),
                List.of(),
                false,
                false);
        return new AnswerWriter(offer, side, List.of(), true, "videobridge").write(session, ++answers);
    }

    /// What is to be heard and seen from now on.
    ///
    /// @param pictures one for each picture slot
    void show(List<String> sounds, List<@Nullable String> pictures) {
        deck.want(pictures);
        if (channel != null) {
            channel.listen(sounds);
        }
        push();
    }

    private void push() {
        Selection next = deck.next();
        if (next != null && !next.equals(selected) && channel != null) {
            selected = next;
            channel.select(next);
        }
    }

    private void heard(Heard heard) {
        if (heard instanceof Heard.Gone) {
            overflow.accept(this);
        } else if (heard instanceof Heard.Mapped streams) {
            for (Heard.Mapping mapping : streams.mappings()) {
                int most = streams.audio() ? SlotFill.AUDIO_SLOTS : SlotFill.VIDEO_SLOTS;
                if (mapping.slot() < 0 || mapping.slot() >= most) {
                    overflow.accept(this);
                    return;
                }
                if (!streams.audio()) {
                    deck.mapped(mapping.slot(), mapping.source());
                }
            }
            push();
            if (!streams.audio() && deck.isKnown()) {
                mapped.complete(true);
            }
        }
    }

    /// Whether each slot shows what it was last told to.
    boolean isSettled() {
        return deck.isSettled();
    }

    /// The channel is closed; the endpoint stays until it is removed.
    void close() {
        connected = false;
        mapped.completeExceptionally(new VideobridgeFailure("the endpoint was given up"));
        if (channel != null) {
            channel.close();
        }
    }

    /// The names of sources in the picture slots' order.
    static List<@Nullable String> slots() {
        List<@Nullable String> none = new ArrayList<>();
        for (int i = 0; i < SlotFill.VIDEO_SLOTS; i++) {
            none.add(null);
        }
        return none;
    }
}
