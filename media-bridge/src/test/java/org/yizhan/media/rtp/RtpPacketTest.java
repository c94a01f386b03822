package org.yizhan.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RtpPacketTest {

    @Test
    void fieldsAreReadWhereTheyLie() {
        var packet = Packets.view(Packets.rtp(96, 65_535, 0xFFFF_FFFFL, 0x8000_0001L, true, new byte[] {1, 2, 3}));
        assertThat(packet.payloadType()).isEqualTo(96);
        assertThat(packet.sequenceNumber()).isEqualTo(65_535);
        assertThat(packet.timestamp()).isEqualTo(0xFFFF_FFFFL);
        assertThat(packet.ssrc()).isEqualTo(0x8000_0001L);
        assertThat(packet.marker()).isTrue();
        assertThat(packet.payloadLength()).isEqualTo(3);
    }

    @Test
    void oneByteExtensionsAreFound() {
        var packet = Packets.view(Packets.extended(Packets.rtp(96, 1, 2, 3, false, (byte) 9), 4, (byte) 7, (byte) 8));
        int at = packet.extension(4, 2);
        assertThat(packet.array()[at]).isEqualTo((byte) 7);
        assertThat(packet.extension(4, 3)).isEqualTo(-1);
        assertThat(packet.extension(5, 1)).isEqualTo(-1);
        assertThat(packet.payloadLength()).isEqualTo(1);
    }

    @Test
    void twoByteExtensionsAreFound() {
        byte[] bytes = Packets.extended(Packets.rtp(96, 1, 2, 3, false), 1, new byte[11]);
        Bytes.put16(bytes, 12, 0x1000);
        byte[] elements = {20, 3, 1, 2, 3, 0, 21, 0, 0, 0, 0, 0};
        System.arraycopy(elements, 0, bytes, 16, elements.length);
        var packet = Packets.view(bytes);
        List<Integer> found = new ArrayList<>();
        packet.extensions((id, array, offset, length) -> found.add(id * 100 + length));
        assertThat(found).containsExactly(2_003, 2_100);
        assertThat(packet.extension(20, 3)).isEqualTo(18);
    }

    @Test
    void paddingIsNotPayload() {
        byte[] bytes = Packets.rtp(96, 1, 2, 3, false, new byte[] {5, 0, 0, 3});
        bytes[0] |= 0x20;
        assertThat(Packets.view(bytes).payloadLength()).isEqualTo(1);
        bytes[bytes.length - 1] = 4;
        assertThat(Packets.view(bytes).payloadLength()).isZero();
        bytes[bytes.length - 1] = 5;
        assertThat(new RtpPacket().wrap(bytes, 0, bytes.length)).isFalse();
        bytes[bytes.length - 1] = 0;
        assertThat(new RtpPacket().wrap(bytes, 0, bytes.length)).isFalse();
    }

    @Test
    void randomBytesNeverOverrun() {
        Random random = new Random(7);
        RtpPacket packet = new RtpPacket();
        int wellFormed = 0;
        for (int i = 0; i < 200_000; i++) {
            byte[] bytes = new byte[random.nextInt(60)];
            random.nextBytes(bytes);
            if (bytes.length > 0) {
                bytes[0] = (byte) (0x80 | bytes[0] & 0x3F);
            }
            if (packet.wrap(bytes, 0, bytes.length)) {
                wellFormed++;
                assertThat(packet.payloadLength()).isBetween(0, bytes.length);
                packet.extensions((id, array, offset, length) ->
                        assertThat(offset + length).isLessThanOrEqualTo(bytes.length));
                packet.extension(random.nextInt(256), 1);
                Vp8.startsKeyframe(packet);
                Vp8.shift(bytes.clone(), packet.payloadOffset(), packet.payloadLength(), 3, 4);
            }
        }
        assertThat(wellFormed).isPositive();
    }
}
