package org.yizhan.media.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The media port on one local address. Each address is bound by itself, so that an answer leaves with the
/// address that was asked; a browser drops any other.
final class Lane extends SimpleChannelInboundHandler<DatagramPacket> {

    /// Larger than any packet a path of common size carries.
    static final int MAX_DATAGRAM = 2_048;

    /// Datagrams read by one system call.
    private static final int BATCH = 32;

    private static final int SOCKET_BUFFER = 4 << 20;

    private final MediaPort port;
    private final byte[] scratch = new byte[MAX_DATAGRAM];

    /// Remote addresses that proved themselves, and whose they are. Bounded by [Transport#MAX_PATHS] a member.
    private final Map<InetSocketAddress, Transport> known = new HashMap<>();

    /// Faults on purpose; null when there are none.
    private final @Nullable FaultyLines up;

    private final @Nullable FaultyLines down;
    private @Nullable Channel channel;
    private boolean dirty;

    Lane(MediaPort port) {
        this.port = port;
        this.up = FaultyLines.of(port.settings().up(), this::late);
        this.down = FaultyLines.of(port.settings().down(), this::write);
    }

    /// Binds; not to be called on the loop.
    void bind(MediaLoop loop, InetSocketAddress address) throws IOException {
        ChannelFuture bound = new Bootstrap()
                .group(loop.loop())
                .channel(EpollDatagramChannel.class)
                .option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, MAX_DATAGRAM)
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(MAX_DATAGRAM * BATCH))
                .option(ChannelOption.SO_RCVBUF, SOCKET_BUFFER)
                .option(ChannelOption.SO_SNDBUF, SOCKET_BUFFER)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(1 << 20, 4 << 20))
                .handler(this)
                .bind(address)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw bound.cause() instanceof IOException failed ? failed : new IOException(bound.cause());
        }
        channel = bound.channel();
    }

    InetSocketAddress address() {
        return (InetSocketAddress) open().localAddress();
    }

    private Channel open() {
        Channel bound = channel;
        if (bound == null) {
            throw new IllegalStateException("not bound");
        }
        return bound;
    }

    void close() {
        if (channel != null) {
            channel.close().awaitUninterruptibly(1_000);
        }
    }

    void know(InetSocketAddress remote, Transport transport) {
        known.put(remote, transport);
    }

    void forget(InetSocketAddress remote, Transport transport) {
        known.remove(remote, transport);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
        ByteBuf content = packet.content();
        int length = content.readableBytes();
        if (length == 0 || length >= MAX_DATAGRAM) {
            return;
        }
        content.readBytes(scratch, 0, length);
        if (up != null) {
            up.pass(context.channel().eventLoop(), packet.sender(), scratch, 0, length);
        } else {
            port.received(this, known.get(packet.sender()), packet.sender(), scratch, length);
        }
    }

    /// A datagram comes out of a line with faults.
    private void late(InetSocketAddress remote, byte[] array, int offset, int length) {
        port.received(this, known.get(remote), remote, array, length);
        port.caughtUp();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        port.caughtUp();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        // An ICMP error of a peer that went away, or a full socket: the datagram is lost, as datagrams are.
        port.failed(cause);
    }

    /// Sends with the next [#flush()]. Drops when the socket cannot keep up: late media is worth nothing.
    void send(InetSocketAddress remote, byte[] array, int offset, int length) {
        if (down != null) {
            down.pass(open().eventLoop(), remote, array, offset, length);
        } else {
            write(remote, array, offset, length);
        }
    }

    private void write(InetSocketAddress remote, byte[] array, int offset, int length) {
        Channel to = open();
        if (!to.isWritable()) {
            return;
        }
        ByteBuf content = to.alloc().directBuffer(length).writeBytes(array, offset, length);
        to.write(new DatagramPacket(content, remote), to.voidPromise());
        if (!dirty) {
            dirty = true;
            port.flushLater(this);
        }
    }

    void flush() {
        dirty = false;
        open().flush();
    }
}
