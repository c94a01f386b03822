package org.yizhan.signaling.socket;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// What a page may do to its socket.
///
/// @param message      largest message
/// @param offer        largest `media-offer` or `second-offer`
/// @param rate         messages a second, on average
/// @param burst        messages at once
/// @param offerRate    offers a second, on average; each costs the bridge a key exchange
/// @param offerBurst   offers at once
/// @param outgoing     messages that wait for a page that reads slowly
/// @param outgoingSize how much they may be together
/// @param nonsense     messages in a row that could not be read before the socket is closed
/// @param hello        how soon a page says hello
/// @param silence      how long a page may say nothing at all; it pings every 10 s
/// @param check        how often it is looked whether the page is still signed in
@ConfigurationProperties("yizhan.signaling.socket")
record SocketSettings(
        @DefaultValue("8KB") DataSize message,
        @DefaultValue("128KB") DataSize offer,
        @DefaultValue("30") int rate,
        @DefaultValue("60") int burst,
        @DefaultValue("1") int offerRate,
        @DefaultValue("5") int offerBurst,
        @DefaultValue("512") int outgoing,
        @DefaultValue("1MB") DataSize outgoingSize,
        @DefaultValue("100") int nonsense,
        @DefaultValue("10s") Duration hello,
        @DefaultValue("30s") Duration silence,
        @DefaultValue("5s") Duration check) {}
