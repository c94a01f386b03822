package org.yizhan.signaling.consultation.model;

import org.yizhan.protocol.id.MemberId;

/// They see and hear each other.
public record Live(Facts facts) implements Meeting {

    @Override
    public Live with(Facts other) {
        return new Live(other);
    }

    @Override
    public String word() {
        return "live";
    }

    @Override
    public Outcome hold(MemberId by, boolean on) {
        Refusal no = onlyHost(by);
        if (no != null) {
            return no;
        }
        return on ? Outcome.moved(new Held(facts), Happening.of("held", "by", by)) : new Outcome.Unchanged();
    }
}
