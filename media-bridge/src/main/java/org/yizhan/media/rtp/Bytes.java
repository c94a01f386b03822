package org.yizhan.media.rtp;

/// Numbers in network order in byte arrays.
public final class Bytes {

    private Bytes() {}

    public static int u16(byte[] array, int at) {
        return (array[at] & 0xFF) << 8 | array[at + 1] & 0xFF;
    }

    public static int u24(byte[] array, int at) {
        return (array[at] & 0xFF) << 16 | u16(array, at + 1);
    }

    public static long u32(byte[] array, int at) {
        return (long) u16(array, at) << 16 | u16(array, at + 2);
    }

    public static long u64(byte[] array, int at) {
        return u32(array, at) << 32 | u32(array, at + 4);
    }

    public static void put16(byte[] array, int at, int value) {
        array[at] = (byte) (value >> 8);
        array[at + 1] = (byte) value;
    }

    public static void put24(byte[] array, int at, int value) {
        array[at] = (byte) (value >> 16);
        put16(array, at + 1, value);
    }

    public static void put32(byte[] array, int at, long value) {
        put16(array, at, (int) (value >> 16));
        put16(array, at + 2, (int) value);
    }

    public static void put64(byte[] array, int at, long value) {
        put32(array, at, value >> 32);
        put32(array, at + 4, value);
    }
}
