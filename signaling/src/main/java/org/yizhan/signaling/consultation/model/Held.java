package org.yizhan.signaling.consultation.model;

import org.yizhan.protocol.id.MemberId;

/// The meeting rests: nobody is seen or heard, and the recording pauses.
public record Held(Facts facts) implements Meeting {

    @Override
    public Held with(Facts other) {
        return new Held(other);
    }

    @Override
    public String word() {
        return "held";
    }

    @Override
    public Outcome hold(MemberId by, boolean on) {
        Refusal no = onlyHost(by);
        if (no != null) {
            return no;
        }
        return on ? new Outcome.Unchanged() : Outcome.moved(new Live(facts), Happening.of("resumed", "by", by));
    }
}
