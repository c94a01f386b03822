package org.yizhan.media.transport;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Addresses where one member was heard without having proven them, each with the check that asks who is there. On the
/// media loop.
final class Questions {

    /// At once: the address that the member has now, and copies that somebody sends from elsewhere.
    static final int MOST = 4;

    /// Asked again after this long, if packets still come from there.
    private static final long AGAIN_NANOS = 50_000_000;

    /// Then it is forgotten: longer than any path takes that a meeting is held over.
    private static final long PATIENCE_NANOS = 2_000_000_000;

    /// One question to one address.
    private static final class Question {

        final Carrier carrier;
        final InetSocketAddress remote;
        final byte[] request;
        final byte[] transaction;
        final long beganNanos;
        long sentNanos;

        Question(Carrier carrier, InetSocketAddress remote, byte[] request, long nowNanos) {
            this.carrier = carrier;
            this.remote = remote;
            this.request = request;
            this.transaction = Arrays.copyOfRange(request, 8, StunMessage.HEADER);
            this.beganNanos = nowNanos;
            this.sentNanos = nowNanos - AGAIN_NANOS;
        }

        boolean isTo(Carrier other, InetSocketAddress address) {
            return carrier == other && remote.equals(address);
        }
    }

    private final Strays strays;
    private final Transport asking;
    private final List<Question> open = new ArrayList<>();

    Questions(Strays strays, Transport asking) {
        this.strays = strays;
        this.asking = asking;
    }

    /// Asks who is at this address, unless that was asked a moment ago or too many others are being asked.
    void ask(IceSession session, Carrier carrier, InetSocketAddress address, long nowNanos) {
        giveUp(nowNanos);
        Question question = find(carrier, address);
        if (question == null && open.size() < MOST && session.canAsk()) {
            question = new Question(carrier, address, session.question(), nowNanos);
            open.add(question);
            strays.ask(question.transaction, asking);
        }
        if (question != null && nowNanos - question.sentNanos >= AGAIN_NANOS) {
            question.sentNanos = nowNanos;
            carrier.send(address, question.request, 0, question.request.length);
        }
    }

    private void giveUp(long nowNanos) {
        open.removeIf(old -> {
            boolean over = nowNanos - old.beganNanos > PATIENCE_NANOS;
            if (over) {
                strays.giveUp(old.transaction);
            }
            return over;
        });
    }

    /// Forgets all that were asked.
    void end() {
        open.forEach(old -> strays.giveUp(old.transaction));
        open.clear();
    }

    private @Nullable Question find(Carrier carrier, InetSocketAddress address) {
        for (Question question : open) {
            if (question.isTo(carrier, address)) {
                return question;
            }
        }
        return null;
    }

    /// Whether a signed answer is one to a question, and from where that was asked. Each is good once.
    boolean isAnswer(Carrier carrier, InetSocketAddress address, byte[] transaction) {
        Question question = find(carrier, address);
        if (question == null || !Arrays.equals(question.transaction, transaction)) {
            return false;
        }
        open.remove(question);
        strays.giveUp(transaction);
        return true;
    }
}
