package org.yizhan.signaling.presence;

import java.util.Set;
import java.util.UUID;
import org.yizhan.protocol.id.MemberId;
import org.yizhan.protocol.id.Role;
import org.yizhan.protocol.id.StationPath;

/// One page that is here.
///
/// @param connection which of its sockets; a later one takes the place of an earlier
/// @param page       `booth`, `desk` or `supervisor`
/// @param available  a desk that takes calls
/// @param connected  false: the socket is lost, and its grace is not over
public record Present(
        MemberId member,
        UUID connection,
        String subject,
        String name,
        Set<Role> roles,
        StationPath station,
        String page,
        boolean available,
        boolean connected) {

    public Present {
        roles = Set.copyOf(roles);
    }

    Present with(boolean takesCalls, boolean hasSocket) {
        return new Present(member, connection, subject, name, roles, station, page, takesCalls, hasSocket);
    }
}
