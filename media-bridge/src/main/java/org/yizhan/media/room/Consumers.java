package org.yizhan.media.room;

import java.util.ArrayList;
import java.util.List;
import org.yizhan.media.rtp.RtpPacket;
import org.yizhan.media.rtp.SenderReport;

/// Those who take one producer's packets. Any of them may attach or detach while it is told something. On the media
/// loop.
public final class Consumers {

    private final List<Consumer> all = new ArrayList<>();

    /// Safe to repeat.
    public void attach(Consumer consumer) {
        if (!all.contains(consumer)) {
            all.add(consumer);
        }
    }

    public void detach(Consumer consumer) {
        all.remove(consumer);
    }

    public void packet(RtpPacket packet, long arrivalNanos) {
        for (int i = all.size() - 1; i >= 0; i--) {
            all.get(i).packet(packet, arrivalNanos);
        }
    }

    public void padding(RtpPacket packet, long arrivalNanos) {
        for (int i = all.size() - 1; i >= 0; i--) {
            all.get(i).padding(packet, arrivalNanos);
        }
    }

    public void senderReport(SenderReport report, long arrivalNanos) {
        for (Consumer consumer : List.copyOf(all)) {
            consumer.senderReport(report, arrivalNanos);
        }
    }

    /// The most that one of them can take; negative when none of them has an opinion.
    long limit() {
        long most = -1;
        for (Consumer consumer : all) {
            most = Math.max(most, consumer.limit());
        }
        return most;
    }

    /// The producer ended: tells all of them, none is attached any more.
    public void close() {
        List<Consumer> told = List.copyOf(all);
        all.clear();
        told.forEach(Consumer::producerClosed);
    }
}
