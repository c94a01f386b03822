package org.yizhan.media.transport;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/// The media port for networks without UDP: a passive TCP candidate (RFC 6544) on one local address, frames as in
/// RFC 4571. On the media loop.
final class TcpDoor {

    /// Connections at once; one member needs one or two.
    static final int MAX_CONNECTIONS = 1_024;

    /// Of those, such that have not proven whose they are.
    static final int MAX_STRANGERS = 64;

    /// What may wait for a slow line: a third of a second at 2 Mb/s. Then packets are dropped.
    private static final int MAX_WAITING = 96 << 10;

    private final MediaPort port;
    private @Nullable Channel channel;
    private int connections;
    private int strangers;

    TcpDoor(MediaPort port) {
        this.port = port;
    }

    /// Binds; not to be called on the loop.
    void bind(MediaLoop loop, InetSocketAddress address) throws IOException {
        ChannelFuture bound = new ServerBootstrap()
                .group(loop.loop(), loop.loop())
                .channel(EpollServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(
                        ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(MAX_WAITING / 2, MAX_WAITING))
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel accepted) {
                        accept(accepted);
                    }
                })
                .bind(address)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw bound.cause() instanceof IOException failed ? failed : new IOException(bound.cause());
        }
        channel = bound.channel();
    }

    private void accept(SocketChannel accepted) {
        if (connections >= MAX_CONNECTIONS || strangers >= MAX_STRANGERS) {
            port.refusals().count(Refusals.Reason.TOO_MANY_CONNECTIONS);
            accepted.close();
            return;
        }
        accepted.pipeline()
                .addLast(new LengthFieldBasedFrameDecoder(Lane.MAX_DATAGRAM, 0, 2, 0, 2))
                .addLast(new TcpLine(port, this, accepted));
    }

    void opened() {
        connections++;
        strangers++;
    }

    void proven() {
        strangers--;
    }

    void closed(boolean stranger) {
        connections--;
        strangers -= stranger ? 1 : 0;
    }

    @Nullable
    InetSocketAddress address() {
        return channel == null ? null : (InetSocketAddress) channel.localAddress();
    }

    void close() {
        if (channel != null) {
            channel.close().awaitUninterruptibly(1_000);
        }
    }
}
