package org.yizhan.signaling.request;

import org.yizhan.protocol.id.MemberId;

/// One request of one member.
public record RequestKey(MemberId member, String id) {}
