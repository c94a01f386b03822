package org.yizhan.media.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.yizhan.media.rtp.Packets;
import org.yizhan.media.rtp.RtpPacket;

class OpeningTest {

    private final PacketCache cache = new PacketCache();
    private final Opening opening = new Opening(cache);

    private void came(int sequence) {
        cache.put(Packets.view(Packets.rtp(96, sequence & 0xFFFF, 0, 1, true, Packets.vp8(false, 1))));
    }

    @Test
    void beginsWithTheLatestKeyFrameThoughNumbersTurnOver() {
        for (int sequence = 65_530; sequence < 65_546; sequence++) {
            came(sequence);
        }
        opening.begins(65_534, 0);
        assertThat(opening.first(9, 0))
                .isNotNull()
                .extracting(RtpPacket::sequenceNumber)
                .isEqualTo(65_534);
    }

    @Test
    void nothingToBeginWithBeforeAKeyFrame() {
        came(5);
        assertThat(opening.first(5, 0)).isNull();
        assertThat(opening.isAging(0)).isTrue();
    }

    @Test
    void aPictureWithAHoleIsNotBegunWith() {
        came(5);
        came(7);
        opening.begins(5, 0);
        assertThat(opening.first(7, 0)).isNull();
        came(6);
        assertThat(opening.first(7, 0)).isNotNull();
    }

    @Test
    void oldPicturesAreShownToNobody() {
        came(5);
        opening.begins(5, 0);
        assertThat(opening.first(5, Opening.OLDEST_NANOS)).isNotNull();
        assertThat(opening.first(5, Opening.OLDEST_NANOS + 1)).isNull();
        assertThat(opening.isAging(Opening.OLDEST_NANOS / 2 + 1)).isTrue();
    }

    @Test
    void muchAtOnceIsNotSent() {
        for (int i = 0; i <= Opening.MOST_PACKETS; i++) {
            came(i);
        }
        opening.begins(0, 0);
        assertThat(opening.first(Opening.MOST_PACKETS - 1, 0)).isNotNull();
        assertThat(opening.first(Opening.MOST_PACKETS, 0)).isNull();
    }
}
