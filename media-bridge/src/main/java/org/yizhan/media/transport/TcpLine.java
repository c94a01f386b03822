package org.yizhan.media.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.SocketChannel;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One accepted TCP connection: packets of one member, each behind its length. Whoever does not prove with STUN
/// whose it is, is shown the door.
final class TcpLine extends SimpleChannelInboundHandler<ByteBuf> implements Carrier {

    /// A browser sends its first check at once.
    private static final long STRANGER_SECONDS = 5;

    private final MediaPort port;
    private final TcpDoor door;
    private final SocketChannel channel;
    private final byte[] scratch = new byte[Lane.MAX_DATAGRAM];
    private @Nullable Transport owner;
    private boolean open;
    private boolean dirty;

    TcpLine(MediaPort port, TcpDoor door, SocketChannel channel) {
        this.port = port;
        this.door = door;
        this.channel = channel;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        open = true;
        door.opened();
        channel.eventLoop()
                .schedule(
                        () -> {
                            if (owner == null) {
                                channel.close();
                            }
                        },
                        STRANGER_SECONDS,
                        TimeUnit.SECONDS);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (open) {
            open = false;
            door.closed(owner == null);
        }
        Transport gone = owner;
        owner = null;
        if (gone != null) {
            gone.broken(this);
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf frame) {
        int length = frame.readableBytes();
        if (length == 0 || length >= Lane.MAX_DATAGRAM) {
            return;
        }
        frame.readBytes(scratch, 0, length);
        port.received(this, owner, channel.remoteAddress(), scratch, length, System.nanoTime());
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        port.caughtUp();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        // A reset, or a frame too long to be a packet: nothing after it can be read.
        channel.close();
    }

    @Override
    public void know(InetSocketAddress remote, Transport transport) {
        if (!isHere()) {
            port.loop().execute(() -> know(remote, transport));
            return;
        }
        if (owner == null && open) {
            door.proven();
        }
        owner = transport;
    }

    @Override
    public void forget(InetSocketAddress remote, Transport transport) {
        port.loop().execute(() -> {
            if (owner == transport) {
                channel.close();
            }
        });
    }

    /// A member may live on another loop than the one that accepted its connection.
    private boolean isHere() {
        return channel.eventLoop().inEventLoop();
    }

    @Override
    public void send(InetSocketAddress remote, byte[] array, int offset, int length) {
        if (!channel.isWritable()) {
            return;
        }
        if (!isHere()) {
            byte[] copy = Arrays.copyOfRange(array, offset, offset + length);
            port.loop().execute(() -> send(remote, copy, 0, length));
            return;
        }
        ByteBuf frame = channel.alloc().directBuffer(length + 2);
        frame.writeShort(length).writeBytes(array, offset, length);
        channel.write(frame, channel.voidPromise());
        if (!dirty) {
            dirty = true;
            port.flushLater(this);
        }
    }

    @Override
    public void flush() {
        dirty = false;
        channel.flush();
    }
}
