package org.yizhan.media.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.yizhan.media.rtp.Bytes;

class StunTest {

    private final StunKey key = new StunKey("a secret that nobody guesses");

    private byte[] request() {
        return StunWriter.request()
                .username("here:there")
                .number(StunMessage.PRIORITY, 4_000_000_000L, 4)
                .number(StunMessage.CONTROLLING, 42, 8)
                .flag(StunMessage.USE_CANDIDATE)
                .signed(key)
                .finish();
    }

    private static StunMessage read(byte[] message) {
        return Objects.requireNonNull(StunMessage.read(message, 0, message.length));
    }

    /// RFC 5769 §2.1: an implementation that agrees with it agrees with every other.
    @Test
    void theSampleRequestOfTheStandardIsRead() {
        byte[] sample = HexFormat.of()
                .parseHex("000100582112a442b7e7a701bc34d686fa87dfae"
                        + "802200105354554e207465737420636c69656e74"
                        + "002400046e0001ff80290008932ff9b151263b36"
                        + "000600096576746a3a68367659202020"
                        + "000800149aeaa70cbfd8cb56781ef2b5b2d3f249c1b571a2"
                        + "80280004e57a3bcf");
        StunMessage message = read(sample);
        assertThat(message.username()).isEqualTo("evtj:h6vY");
        assertThat(message.priority()).isEqualTo(0x6e0001ffL);
        assertThat(message.controlled()).isTrue();
        assertThat(new StunKey("VOkJxbRl1RmTxUk/WvJxBt").checks(message, sample, 0))
                .isTrue();
        assertThat(new StunKey("VOkJxbRl1RmTxUk/WvJxBT").checks(message, sample, 0))
                .isFalse();
    }

    @Test
    void whatIsWrittenIsRead() {
        byte[] bytes = request();
        StunMessage message = read(bytes);
        assertThat(message.username()).isEqualTo("here:there");
        assertThat(message.priority()).isEqualTo(4_000_000_000L);
        assertThat(message.useCandidate()).isTrue();
        assertThat(message.controlling()).isTrue();
        assertThat(key.checks(message, bytes, 0)).isTrue();
    }

    @Test
    void anAnswerCarriesTheTransactionAndTheAddressSeen() {
        byte[] request = request();
        byte[] answer = StunWriter.answer(StunMessage.BINDING_SUCCESS, read(request))
                .xorMappedAddress(new InetSocketAddress("192.0.2.1", 32_853))
                .signed(key)
                .finish();
        assertThat(Arrays.copyOfRange(answer, 8, 20)).isEqualTo(Arrays.copyOfRange(request, 8, 20));
        assertThat(Bytes.u16(answer, 26) ^ 0x2112).isEqualTo(32_853);
        assertThat(Bytes.u32(answer, 28) ^ StunMessage.COOKIE).isEqualTo(0xC0000201L);
    }

    @Test
    void anyFlippedBitIsNoticed() {
        byte[] good = request();
        for (int bit = 0; bit < good.length * 8; bit++) {
            byte[] bad = good.clone();
            bad[bit / 8] ^= (byte) (1 << bit % 8);
            StunMessage message = StunMessage.read(bad, 0, bad.length);
            assertThat(message == null || !key.checks(message, bad, 0))
                    .as("bit %s", bit)
                    .isTrue();
        }
    }

    @Test
    void truncatedMessagesAreRefused() {
        byte[] good = request();
        for (int length = 0; length < good.length; length++) {
            assertThat(StunMessage.read(good, 0, length)).isNull();
        }
    }

    @Test
    void whatStandsBehindTheSignatureIsNotBelieved() {
        byte[] signed = StunWriter.request()
                .username("here:there")
                .signed(key)
                .flag(StunMessage.USE_CANDIDATE)
                .finish();
        assertThat(read(signed).useCandidate()).isFalse();
    }

    @Test
    void randomAttributesNeverOverrun() {
        Random random = new Random(8);
        for (int i = 0; i < 100_000; i++) {
            byte[] bytes = new byte[20 + 4 * random.nextInt(20)];
            random.nextBytes(bytes);
            bytes[0] = 0;
            bytes[1] = 1;
            Bytes.put16(bytes, 2, bytes.length - 20);
            Bytes.put32(bytes, 4, StunMessage.COOKIE);
            for (int at = 20; at + 4 < bytes.length; at += 8) {
                Bytes.put16(bytes, at, random.nextInt(0x30));
                Bytes.put16(bytes, at + 2, random.nextInt(12));
            }
            StunMessage.read(bytes, 0, bytes.length);
        }
    }
}
