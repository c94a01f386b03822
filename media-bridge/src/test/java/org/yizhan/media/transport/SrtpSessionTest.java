package org.yizhan.media.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yizhan.media.rtp.Bytes;

/// What one implementation protects, the other one must understand, in both profiles of GCM.
class SrtpSessionTest {

    private static final int PLAIN = 200;

    private final Random random = new Random(5);

    @BeforeEach
    void openSslIsThere() {
        assumeThat(LibCrypto.isThere()).isTrue();
    }

    private SrtpKeys keys(String profile) {
        byte[] material = new byte[SrtpKeys.length(SrtpProfile.valueOf(profile))];
        random.nextBytes(material);
        return SrtpKeys.of(SrtpProfile.valueOf(profile), material);
    }

    private byte[] packet(int sequence, boolean extended) {
        byte[] packet = new byte[PLAIN + SrtpSession.OVERHEAD];
        random.nextBytes(packet);
        packet[0] = (byte) (extended ? 0x91 : 0x80);
        packet[1] = 96;
        Bytes.put16(packet, 2, sequence & 0xFFFF);
        Bytes.put32(packet, 8, 0xCAFE_0001L);
        Bytes.put16(packet, 18, 3);
        return packet;
    }

    @ParameterizedTest
    @CsvSource({
        "AEAD_AES_128_GCM,true,false",
        "AEAD_AES_128_GCM,false,true",
        "AEAD_AES_256_GCM,true,false",
        "AEAD_AES_256_GCM,false,true",
        "AEAD_AES_128_GCM,true,true"
    })
    void oneUnderstandsTheOtherAcrossTheWrapOfNumbers(String profile, boolean first, boolean second) {
        SrtpKeys keys = keys(profile);
        try (var sender = new SrtpSession(keys, true, first);
                var receiver = new SrtpSession(keys, false, second)) {
            for (int i = 65_000; i < 67_000; i++) {
                byte[] packet = packet(i, i % 3 == 0);
                byte[] plain = Arrays.copyOf(packet, PLAIN);
                int length = sender.protect(packet, 0, PLAIN);
                assertThat(length).isEqualTo(PLAIN + 16);
                assertThat(Arrays.copyOfRange(packet, 32, PLAIN)).isNotEqualTo(Arrays.copyOfRange(plain, 32, PLAIN));
                assertThat(receiver.unprotect(packet, 0, length)).isEqualTo(PLAIN);
                assertThat(Arrays.copyOf(packet, PLAIN)).isEqualTo(plain);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"AEAD_AES_128_GCM,true,false", "AEAD_AES_256_GCM,false,true"})
    void oneUnderstandsTheOthersReports(String profile, boolean first, boolean second) {
        SrtpKeys keys = keys(profile);
        try (var sender = new SrtpSession(keys, true, first);
                var receiver = new SrtpSession(keys, false, second)) {
            for (int i = 0; i < 200; i++) {
                byte[] packet = packet(i, false);
                packet[1] = (byte) 200;
                Bytes.put32(packet, 4, 0xCAFE_0001L);
                byte[] plain = Arrays.copyOf(packet, PLAIN);
                int length = sender.protectControl(packet, 0, PLAIN);
                assertThat(length).isEqualTo(PLAIN + 20);
                assertThat(receiver.unprotectControl(packet, 0, length)).isEqualTo(PLAIN);
                assertThat(Arrays.copyOf(packet, PLAIN)).isEqualTo(plain);
                assertThat(receiver.unprotectControl(packet, 0, length)).isNegative();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void whatWasChangedOrCameBeforeIsRefusedAndDisturbsNothing(boolean openSsl) {
        SrtpKeys keys = keys("AEAD_AES_128_GCM");
        try (var sender = new SrtpSession(keys, true, openSsl);
                var receiver = new SrtpSession(keys, false, openSsl)) {
            for (int i = 0; i < 300; i++) {
                byte[] packet = packet(i, false);
                int length = sender.protect(packet, 0, PLAIN);
                byte[] changed = packet.clone();
                changed[random.nextInt(length)] ^= (byte) (1 << random.nextInt(8));
                assertThat(receiver.unprotect(changed, 0, length)).isNegative();
                byte[] again = packet.clone();
                assertThat(receiver.unprotect(packet, 0, length)).isEqualTo(PLAIN);
                assertThat(receiver.unprotect(again, 0, length)).isNegative();
                assertThat(receiver.unprotect(again, 0, random.nextInt(40))).isNegative();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"true"})
    void noNumberIsUsedTwice(boolean openSsl) {
        try (var sender = new SrtpSession(keys("AEAD_AES_128_GCM"), true, openSsl)) {
            assertThat(sender.protect(packet(9, false), 0, PLAIN)).isPositive();
            assertThat(sender.protect(packet(8, false), 0, PLAIN)).isPositive();
            assertThat(sender.protect(packet(9, false), 0, PLAIN)).isNegative();
            assertThat(sender.protect(packet(8, true), 0, PLAIN)).isNegative();
        }
    }
}
