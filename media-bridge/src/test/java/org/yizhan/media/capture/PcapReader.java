package org.yizhan.media.capture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.yizhan.media.rtp.Bytes;

/// Reads a capture file as strictly as it can.
public final class PcapReader {

    /// @param kept what follows UDP's header
    /// @param original how long that was
    public record Packet(long micros, long from, int fromPort, long to, int toPort, byte[] kept, int original) {}

    private PcapReader() {}

    public static List<Packet> read(byte[] file) {
        check(Bytes.u32(file, 0) == 0xA1B2_C3D4L, "magic");
        check(Bytes.u16(file, 4) == 2 && Bytes.u16(file, 6) == 4, "version");
        check(Bytes.u32(file, 20) == 101, "raw IP");
        long snap = Bytes.u32(file, 16);
        List<Packet> packets = new ArrayList<>();
        int at = 24;
        while (at < file.length) {
            long micros = Bytes.u32(file, at) * 1_000_000 + Bytes.u32(file, at + 4);
            int kept = (int) Bytes.u32(file, at + 8);
            int original = (int) Bytes.u32(file, at + 12);
            check(kept <= original && kept <= snap, "lengths");
            int ip = at + 16;
            check(file[ip] == 0x45 && file[ip + 9] == 17, "IPv4 with UDP");
            check(Bytes.u16(file, ip + 2) == original, "IP's length");
            int sum = 0;
            for (int i = 0; i < 20; i += 2) {
                sum += Bytes.u16(file, ip + i);
            }
            check((sum & 0xFFFF) + (sum >>> 16) == 0xFFFF, "IP's checksum");
            check(Bytes.u16(file, ip + 24) == original - 20, "UDP's length");
            packets.add(new Packet(
                    micros,
                    Bytes.u32(file, ip + 12),
                    Bytes.u16(file, ip + 20),
                    Bytes.u32(file, ip + 16),
                    Bytes.u16(file, ip + 22),
                    Arrays.copyOfRange(file, ip + 28, ip + kept),
                    original - 28));
            at = ip + kept;
        }
        check(at == file.length, "the last packet is whole");
        return packets;
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException("not a good capture file: " + what);
        }
    }
}
