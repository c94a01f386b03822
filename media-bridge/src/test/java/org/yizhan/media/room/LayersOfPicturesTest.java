package org.yizhan.media.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yizhan.media.rtp.Packets;
import org.yizhan.media.rtp.RtcpListener;
import org.yizhan.media.rtp.RtcpReader;
import org.yizhan.media.rtp.RtpPacket;
import org.yizhan.media.rtp.Vp8;
import org.yizhan.media.transport.LineFaults;

/// A camera that is sent in two layers at once: `h`, the whole picture, and `l`, a small one.
class LayersOfPicturesTest extends EngineStage {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /// Each layer numbers its own packets.
    private final int[] sent = new int[128];

    @BeforeEach
    void layered() {
        boothPage.withLayers();
    }

    private long ssrc(char layer) {
        return boothPage.camera + layer;
    }

    private byte[] packet(char layer, boolean keyframe) {
        int number = ++sent[layer];
        byte[] plain = Packets.rtp(
                boothPage.vp8, number, 3_000L * number, ssrc(layer), true, Packets.vp8(keyframe, number, layer));
        return boothPage.layer(String.valueOf(layer), plain);
    }

    private void send(char layer, boolean keyframe) throws IOException {
        boothPage.send(packet(layer, keyframe));
    }

    private static char layer(RtpPacket shown) {
        return (char) shown.array()[shown.payloadOffset() + shown.payloadLength() - 1];
    }

    /// The officer is shown a picture of this layer next, behind `before` without a step.
    private RtpPacket shown(char layer, RtpPacket before) throws InterruptedException {
        RtpPacket shown = next(officerPage);
        assertThat(layer(shown)).isEqualTo(layer);
        assertThat(shown.sequenceNumber()).isEqualTo(before.sequenceNumber() + 1 & 0xFFFF);
        assertThat(picture(shown)).isEqualTo(picture(before) + 1 & 0x7FFF);
        assertThat(shown.timestamp() - before.timestamp() & 0xFFFF_FFFFL).isBetween(1L, 20 * 90_000L);
        return shown;
    }

    private static int picture(RtpPacket packet) {
        return Vp8.pictureId(packet.array(), packet.payloadOffset(), packet.payloadLength());
    }

    /// Sends pictures of a layer that begin nothing, until the bridge asks for one that does.
    private void untilAsked(char layer) throws Exception {
        boolean[] asked = new boolean[1];
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!asked[0]) {
            assertThat(System.nanoTime()).as("%s was never asked for", layer).isLessThan(end);
            send(layer, false);
            byte[] said = boothPage.rtcp.poll(40, TimeUnit.MILLISECONDS);
            if (said != null) {
                RtcpReader.read(said, 0, said.length, new RtcpListener() {
                    @Override
                    public void pictureLoss(long media) {
                        asked[0] |= media == ssrc(layer);
                    }
                });
            }
        }
    }

    @Test
    void theWholePictureIsShownAndNothingOfTheSmallOne() throws Exception {
        meet();
        send('l', true);
        send('h', true);
        send('l', true);
        send('h', false);
        RtpPacket first = next(officerPage);
        assertThat(layer(first)).isEqualTo('h');
        shown('h', first);
        assertThat(officerPage.rtp).isEmpty();
    }

    @Test
    void aBrowserThatStopsTheWholePictureIsShownSmallAndWholeAgainWhenItComesBack() throws Exception {
        meetRecorded();
        send('h', true);
        RtpPacket last = next(officerPage);
        untilAsked('l');
        send('l', true);
        last = shown('l', last);
        untilAsked('h');
        send('h', true);
        shown('h', last);
        send('l', false);
        send('h', false);
        assertThat(layer(next(officerPage))).isEqualTo('h');
        assertThat(recordedOfBooth())
                .containsExactly(
                        "booth camera opened",
                        "booth camera over",
                        "booth camera closed",
                        "booth camera opened",
                        "booth camera over",
                        "booth camera closed",
                        "booth camera opened",
                        "booth camera over",
                        "booth camera closed");
    }

    @Test
    void whatIsLostOfALayerComesByItsOwnRetransmissions() throws Exception {
        meet();
        send('h', true);
        RtpPacket before = next(officerPage);
        byte[] lost = packet('h', false);
        send('h', false);
        next(officerPage);
        int number = Packets.view(lost).sequenceNumber();
        hears(boothPage, ("nack " + ssrc('h') + " " + number)::equals);
        byte[] plain =
                Packets.rtp(boothPage.vp8, number, 3_000L * number, ssrc('h'), true, Packets.vp8(false, number, 'h'));
        boothPage.send(boothPage.layerAgain("h", Packets.rtx(plain, boothPage.rtx, 1, boothPage.cameraRtx)));
        shown('h', before);
    }

    @Test
    void aReceiverWhoseLineIsTooThinForTheWholePictureIsShownTheSmallOne() throws Exception {
        stop();
        try (TestMeeting meeting = new TestMeeting(LineFaults.NONE, LineFaults.rate(400, Duration.ZERO))) {
            boothPage = meeting.boothPage.withLayers();
            officerPage = meeting.officerPage;
            meeting.arrange();
            for (var page : List.of(boothPage, officerPage)) {
                meeting.offer(page == boothPage ? meeting.booth : meeting.officer, page);
                page.connect();
            }
            meeting.bothThere();
            int inARow = 0;
            long end = System.nanoTime() + PATIENCE.toNanos();
            // Every hundredth of a second 1,000 bytes of the one, which is twice what the line carries.
            for (long at = System.nanoTime(); inARow < 40; at += 10_000_000) {
                assertThat(System.nanoTime())
                        .as("only %s small pictures", inARow)
                        .isLessThan(end);
                boothPage.send(large('h', 1_000));
                boothPage.send(large('l', 100));
                for (long left = 1; left > 0; left = at + 10_000_000 - System.nanoTime()) {
                    byte[] seen = officerPage.rtp.poll(left, TimeUnit.NANOSECONDS);
                    RtpPacket shown = seen == null ? null : Packets.view(seen);
                    if (shown != null && shown.payloadLength() > 5 && shown.payloadType() == officerPage.vp8) {
                        inARow = layer(shown) == 'l' ? inARow + 1 : 0;
                    }
                }
            }
        }
    }

    /// A whole picture that needs none before it.
    private byte[] large(char layer, int size) {
        int number = ++sent[layer];
        int[] data = new int[size];
        data[size - 1] = layer;
        return boothPage.layer(
                String.valueOf(layer),
                Packets.rtp(
                        boothPage.vp8,
                        number,
                        900L * number,
                        boothPage.camera + layer,
                        true,
                        Packets.vp8(true, number & 0x7FFF, data)));
    }
}
