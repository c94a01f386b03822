package org.yizhan.media.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yizhan.media.recording.TestPictures;
import org.yizhan.media.rtp.Bytes;
import org.yizhan.media.rtp.Codec;
import org.yizhan.media.rtp.Packets;
import org.yizhan.media.rtp.RtcpWriter;
import org.yizhan.media.rtp.RtpPacket;
import org.yizhan.media.transport.Refusals;
import org.yizhan.protocol.bridge.SourceKind;

/// Pictures of every codec of the table, from a browser with its numbers to one with others.
class CodecsOfPicturesTest extends EngineStage {

    private static final Codec[] ALL = {Codec.VP8, Codec.H264, Codec.VP9, Codec.AV1};

    /// Packets of real pictures of the booth's camera, from a sequence number on.
    private List<byte[]> packets(TestPictures pictures, int first, int count) throws IOException {
        List<byte[]> encoded = pictures.encoded(TestPictures.moving("320x240", 1));
        List<byte[]> packets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<byte[]> payloads = pictures.payloads(encoded.get(i), i);
            for (int part = 0; part < payloads.size(); part++) {
                packets.add(Packets.rtp(
                        boothPage.type(pictures.codec()),
                        first + packets.size(),
                        3_600L * (first + i),
                        boothPage.camera,
                        part == payloads.size() - 1,
                        payloads.get(part)));
            }
        }
        return packets;
    }

    private void send(List<byte[]> packets) throws IOException {
        for (byte[] packet : packets) {
            boothPage.send(packet);
        }
    }

    /// The next packets that the officer is shown are these, in this codec.
    private int shown(List<byte[]> packets, Codec codec, int firstSequence) throws InterruptedException {
        int sequence = firstSequence;
        for (byte[] packet : packets) {
            RtpPacket out = next(officerPage);
            assertThat(out.ssrc()).isEqualTo(officerPage.slot(PICTURE));
            assertThat(out.payloadType()).isEqualTo(officerPage.type(codec)).isNotEqualTo(boothPage.type(codec));
            assertThat(sequence < 0 ? out.sequenceNumber() : sequence).isEqualTo(out.sequenceNumber());
            assertThat(out.marker()).isEqualTo(Packets.view(packet).marker());
            if (codec != Codec.VP8) {
                assertThat(payload(out)).isEqualTo(payload(Packets.view(packet)));
            }
            sequence = out.sequenceNumber() + 1 & 0xFFFF;
        }
        return sequence;
    }

    private static byte[] payload(RtpPacket packet) {
        byte[] payload = new byte[packet.payloadLength()];
        System.arraycopy(packet.array(), packet.payloadOffset(), payload, 0, payload.length);
        return payload;
    }

    private void allMeet() throws Exception {
        boothPage.withPictures(ALL);
        officerPage.withPictures(Codec.AV1, Codec.VP9, Codec.H264, Codec.VP8);
        meet();
    }

    @ParameterizedTest
    @EnumSource
    void aPictureIsForwardedWholeFromItsKeyFrameOn(TestPictures pictures) throws Exception {
        allMeet();
        List<byte[]> packets = packets(pictures, 100, 4);
        // The end of a picture that began before anybody looked.
        boothPage.send(packets.getLast());
        List<byte[]> later = packets(pictures, 100 + packets.size(), 4);
        send(later);
        shown(later, pictures.codec(), -1);
        assertThat(officerPage.rtp).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void whoComesLaterBeginsWithTheKeyFrameThatIsKept(TestPictures pictures) throws Exception {
        boothPage.withPictures(ALL);
        officerPage.withPictures(ALL);
        connect(booth, boothPage);
        connect(officer, officerPage);
        arrange(1, null, sender(SourceKind.CAMERA), viewer());
        List<byte[]> packets = new ArrayList<>(packets(pictures, 1, 5));
        byte[] last = packets.removeLast();
        send(packets);
        boothPage.send(Packets.extended(last, boothPage.counterExtension, (byte) 0, (byte) 1));
        hears(boothPage, "feedback"::equals);
        packets.add(last);
        arrange(2, null, sender(SourceKind.CAMERA), viewer(boothCamera()));
        shown(packets, pictures.codec(), -1);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsLostOnTheWayInIsAskedForAndComesByTheCodecsRetransmissions(TestPictures pictures) throws Exception {
        allMeet();
        List<byte[]> packets = packets(pictures, 10, 6);
        byte[] lost = packets.remove(packets.size() - 2);
        send(packets);
        int after = shown(packets.subList(0, packets.size() - 1), pictures.codec(), -1);
        next(officerPage);
        hears(boothPage, ("nack " + boothPage.camera + " " + Packets.view(lost).sequenceNumber())::equals);
        boothPage.send(Packets.rtx(lost, boothPage.type(pictures.codec()) + 1, 5, boothPage.cameraRtx));
        shown(List.of(lost), pictures.codec(), after);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsLostOnTheWayOutIsSentAgainAsTheReceiversRetransmission(TestPictures pictures) throws Exception {
        allMeet();
        List<byte[]> packets = packets(pictures, 10, 3);
        send(packets);
        int after = shown(packets, pictures.codec(), -1);
        RtcpWriter nack = new RtcpWriter().nack(9, officerPage.slot(PICTURE), new int[] {after - 1 & 0xFFFF}, 1);
        officerPage.sendControl(nack.array(), nack.length());
        RtpPacket again = next(officerPage);
        assertThat(again.payloadType()).isEqualTo(officerPage.type(pictures.codec()) + 1);
        assertThat(Bytes.u16(again.array(), again.payloadOffset())).isEqualTo(after - 1 & 0xFFFF);
    }

    @Test
    void aSenderThatChangesItsCodecIsFollowedWithItsNextKeyFrameByReceiverAndRecorder() throws Exception {
        boothPage.withPictures(ALL);
        officerPage.withPictures(ALL);
        meetRecorded();
        List<byte[]> before = packets(TestPictures.VP8, 1, 3);
        send(before);
        int sequence = shown(before, Codec.VP8, -1);
        List<byte[]> first = packets(TestPictures.H264, 1 + before.size(), 3);
        send(first);
        sequence = shown(first, Codec.H264, sequence);
        // Late, and of the codec before: it is of no use any more.
        boothPage.send(Packets.rtx(before.getFirst(), boothPage.type(Codec.VP8) + 1, 7, boothPage.cameraRtx));
        // Too soon after the last change.
        List<byte[]> soon = packets(TestPictures.VP9, 1 + before.size() + first.size(), 1);
        boothPage.rtcp.clear();
        send(soon);
        hears(boothPage, ("pli " + boothPage.camera)::equals);
        List<byte[]> onwards = packets(TestPictures.H264, 1 + before.size() + first.size() + soon.size(), 2);
        send(onwards);
        shown(onwards, Codec.H264, sequence + soon.size() & 0xFFFF);
        assertThat(recordedOfBooth())
                .containsExactly(
                        "booth camera opened",
                        "booth camera over",
                        "booth camera closed",
                        "booth camera opened",
                        "booth camera over",
                        "booth camera closed");
    }

    @Test
    void aReceiverThatLacksTheCodecIsShownNothingAndNobodyIsAskedForKeyFramesForIt() throws Exception {
        boothPage.withPictures(Codec.H264);
        connect(booth, boothPage);
        connect(officer, officerPage);
        arrange(1, null, sender(SourceKind.CAMERA), viewer(boothCamera()));
        List<byte[]> packets = new ArrayList<>(packets(TestPictures.H264, 1, 3));
        byte[] last = packets.removeLast();
        send(packets);
        boothPage.send(Packets.extended(last, boothPage.counterExtension, (byte) 0, (byte) 1));
        List<String> heard = new ArrayList<>();
        hears(boothPage, said -> {
            heard.add(said);
            return said.equals("feedback");
        });
        assertThat(heard).noneMatch(said -> said.startsWith("pli"));
        assertThat(officerPage.rtp).isEmpty();
        assertThat(refusals.of(Refusals.Reason.CODEC_LACKED)).isEqualTo(1);
    }

    @Test
    void aPacketOfAPayloadTypeThatTheOfferLacksIsNotForwarded() throws Exception {
        meet();
        boothPage.send(picture(1, true));
        int first = next(officerPage).sequenceNumber();
        byte[] unknown = picture(2, true);
        unknown[1] = (byte) (0x80 | 77);
        boothPage.send(unknown);
        boothPage.send(Packets.rtp(boothPage.opus, 3, 9_000, boothPage.camera, true, (byte) 1));
        boothPage.send(picture(2, false));
        assertThat(next(officerPage).sequenceNumber()).isEqualTo(first + 1);
        assertThat(Objects.requireNonNullElse(officerPage.rtp.peek(), new byte[0]))
                .isEmpty();
    }
}
