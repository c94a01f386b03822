package org.yizhan.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Where a receiver can begin, by the first bytes of a payload.
class KeyframesTest {

    private static boolean begins(Codec codec, String hex) {
        byte[] payload = HexFormat.of().parseHex(hex);
        return codec.startsKeyframe(payload, 0, payload.length);
    }

    @ParameterizedTest
    @CsvSource({
        "6742c01f, true, 'a sequence parameter set alone'",
        "68ce3c80, false, 'a picture parameter set'",
        "65888040, false, 'a slice of a key frame: its parameters came before'",
        "419a0000, false, 'a slice of another picture'",
        "78000467aabbcc000268ce, true, 'an aggregate that begins with the set'",
        "78000209f0000467aabbcc, true, 'an aggregate with a delimiter before it'",
        "7800026800000268ce, false, 'an aggregate without one'",
        "78ffff67, true, 'an aggregate whose length lies'",
        "78ffff, false, 'an aggregate that is cut off'",
        "7c8767aa, true, 'the first piece of a set'",
        "7c0767aa, false, 'a later piece of one'",
        "7c8588aa, false, 'the first piece of a slice'",
        "67, false, 'one byte'"
    })
    void ofH264(String hex, boolean begins, String what) {
        assertThat(begins(Codec.H264, hex)).as(what).isEqualTo(begins);
    }

    @ParameterizedTest
    @CsvSource({
        "0882, true, 'no picture id, begins a frame that needs no other'",
        "0082, false, 'within a frame'",
        "4882, false, 'a frame that needs others'",
        "88800182, true, 'a picture id of fifteen bits'",
        "880182, true, 'of seven'",
        "8880, false, 'cut off within the id'",
        "28000082, true, 'the lowest layer'",
        "28020082, false, 'a layer above it'",
        "0a1801400 0f0010401 82, true, 'with a scalability structure'",
        "0a18014000f0ff, false, 'with one that is cut off'",
        "5803030382, false, 'references without end'"
    })
    void ofVp9(String hex, boolean begins, String what) {
        assertThat(begins(Codec.VP9, hex.replace(" ", ""))).as(what).isEqualTo(begins);
    }

    @ParameterizedTest
    @CsvSource({
        "180a0b, true, 'a new sequence'",
        "100a0b, false, 'none'",
        "980a0b, false, 'in the middle of an OBU'",
        "18, false, 'nothing behind the header'"
    })
    void ofAv1(String hex, boolean begins, String what) {
        assertThat(begins(Codec.AV1, hex)).as(what).isEqualTo(begins);
    }

    @Test
    void aStructureAndItsPictureIdAreCountedIntoTheDescriptor() {
        byte[] payload = HexFormat.of().parseHex("8a8005" + "18014000f0" + "01" + "0401" + "82");
        assertThat(Vp9.descriptorLength(payload, 0, payload.length)).isEqualTo(11);
        assertThat(Vp9.pictureId(payload, 0, payload.length)).isEqualTo(5);
        assertThat(Vp9.pictureIdBits(payload, 0, payload.length)).isEqualTo(15);
    }

    /// The payload ends where the array ends, so that one byte too far throws.
    @ParameterizedTest
    @EnumSource
    void noByteOutsideOfThePayloadIsRead(Codec codec) {
        Random random = new Random(17);
        for (int i = 0; i < 200_000; i++) {
            byte[] noise = new byte[random.nextInt(24)];
            random.nextBytes(noise);
            int from = noise.length == 0 ? 0 : random.nextInt(noise.length);
            codec.startsKeyframe(noise, from, noise.length - from);
            Vp9.descriptorLength(noise, from, noise.length - from);
            Vp9.spatialLayer(noise, from, noise.length - from);
            Vp9.pictureId(noise, from, noise.length - from);
        }
    }
}
