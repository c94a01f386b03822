package org.yizhan.signaling.consultation.model;

import java.util.LinkedHashMap;
import java.util.Map;
import org.yizhan.protocol.bridge.SourceKind;
import org.yizhan.protocol.id.MemberId;
import org.yizhan.protocol.id.Role;
import org.yizhan.protocol.id.TicketId;

/// What happened, before it has a number and a time.
///
/// @param kind see docs/protocol.md
/// @param data ids and words; no personal data
public record Happening(String kind, Map<String, Object> data) {

    public Happening {
        data = Map.copyOf(data);
    }

    /// @param facts name, value, name, value …
    public static Happening of(String kind, Object... facts) {
        Map<String, Object> data = new LinkedHashMap<>();
        for (int i = 0; i < facts.length; i += 2) {
            data.put((String) facts[i], plain(facts[i + 1]));
        }
        return new Happening(kind, data);
    }

    private static Object plain(Object fact) {
        return switch (fact) {
            case MemberId member -> member.toString();
            case TicketId ticket -> ticket.toString();
            case Role role -> role.name();
            case SourceKind source -> source.wire();
            default -> fact;
        };
    }
}
