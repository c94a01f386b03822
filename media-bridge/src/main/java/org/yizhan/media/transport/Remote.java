package org.yizhan.media.transport;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/// An address that datagrams come from and go to, with the system's own form of it, so that a known one is found and
/// used
/// without making anything.
final class Remote {

    /// The longest, that of IPv6.
    static final int MAX_NAME = 28;

    private static final int NAME_4 = 16;
    private static final short FAMILY_4 = 2;
    private static final short FAMILY_6 = 10;

    private static final ValueLayout.OfShort NETWORK_SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfLong NETWORK_LONG =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private final InetSocketAddress address;
    private final @Nullable Transport transport;
    private final MemorySegment name;

    // Of the batch that is being gathered; see [OutgoingDatagrams].
    long batch = -1;
    int first;
    int last;

    /// @param transport whose address it is; null when nobody has proven that yet
    Remote(InetSocketAddress address, @Nullable Transport transport) {
        this.address = address;
        this.transport = transport;
        this.name = name(address);
    }

    InetSocketAddress address() {
        return address;
    }

    @Nullable
    Transport transport() {
        return transport;
    }

    int nameLength() {
        return (int) name.byteSize();
    }

    /// Writes `struct sockaddr_in` or `sockaddr_in6`.
    void writeName(MemorySegment to, long at) {
        MemorySegment.copy(name, 0, to, at, name.byteSize());
    }

    /// Whether these are the same address and port; the flow label of IPv6 is not looked at.
    boolean hasName(MemorySegment other, long at) {
        if (name.get(ValueLayout.JAVA_INT_UNALIGNED, 0) != other.get(ValueLayout.JAVA_INT_UNALIGNED, at)) {
            return false;
        }
        long from = name.byteSize() == NAME_4 ? 4 : 8;
        return MemorySegment.mismatch(
                        name,
                        from,
                        from == 4 ? 8 : name.byteSize(),
                        other,
                        at + from,
                        at + (from == 4 ? 8 : name.byteSize()))
                < 0;
    }

    long key() {
        return key(name, 0);
    }

    /// A number for a map, equal for equal names and nearly always different for different ones.
    static long key(MemorySegment name, long at) {
        long head = name.get(ValueLayout.JAVA_INT_UNALIGNED, at) & 0xFFFF_FFFFL;
        if (name.get(ValueLayout.JAVA_SHORT_UNALIGNED, at) == FAMILY_4) {
            return head << 32 | name.get(ValueLayout.JAVA_INT_UNALIGNED, at + 4) & 0xFFFF_FFFFL;
        }
        long address = name.get(NETWORK_LONG, at + 8) * 0x9E37_79B9_7F4A_7C15L ^ name.get(NETWORK_LONG, at + 16);
        return (head ^ address) * 0x9E37_79B9_7F4A_7C15L;
    }

    private static MemorySegment name(InetSocketAddress address) {
        return switch (address.getAddress()) {
            case null -> throw new IllegalArgumentException(address + " is not resolved");
            case Inet4Address four -> {
                MemorySegment name = MemorySegment.ofArray(new byte[NAME_4]);
                name.set(ValueLayout.JAVA_SHORT_UNALIGNED, 0, FAMILY_4);
                name.set(NETWORK_SHORT, 2, (short) address.getPort());
                MemorySegment.copy(four.getAddress(), 0, name, ValueLayout.JAVA_BYTE, 4, 4);
                yield name;
            }
            case Inet6Address six -> {
                MemorySegment name = MemorySegment.ofArray(new byte[MAX_NAME]);
                name.set(ValueLayout.JAVA_SHORT_UNALIGNED, 0, FAMILY_6);
                name.set(NETWORK_SHORT, 2, (short) address.getPort());
                MemorySegment.copy(six.getAddress(), 0, name, ValueLayout.JAVA_BYTE, 8, 16);
                name.set(ValueLayout.JAVA_INT_UNALIGNED, 24, six.getScopeId());
                yield name;
            }
            case InetAddress other -> throw new IllegalArgumentException(other + " is of no family that we know");
        };
    }

    /// Null when it is of no family that we know.
    static @Nullable InetSocketAddress read(MemorySegment name, long at) {
        int family = name.get(ValueLayout.JAVA_SHORT_UNALIGNED, at);
        int port = name.get(NETWORK_SHORT, at + 2) & 0xFFFF;
        byte[] address = new byte[family == FAMILY_4 ? 4 : 16];
        MemorySegment.copy(name, ValueLayout.JAVA_BYTE, at + (family == FAMILY_4 ? 4 : 8), address, 0, address.length);
        try {
            return switch (family) {
                case FAMILY_4 -> new InetSocketAddress(InetAddress.getByAddress(address), port);
                case FAMILY_6 -> {
                    int scope = name.get(ValueLayout.JAVA_INT_UNALIGNED, at + 24);
                    yield new InetSocketAddress(
                            scope == 0
                                    ? InetAddress.getByAddress(address)
                                    : Inet6Address.getByAddress(null, address, scope),
                            port);
                }
                default -> null;
            };
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of " + address.length + " bytes is refused", e);
        }
    }
}
