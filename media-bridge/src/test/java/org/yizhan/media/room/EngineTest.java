package org.yizhan.media.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.yizhan.media.rtp.Bytes;
import org.yizhan.media.rtp.Packets;
import org.yizhan.media.rtp.RtcpWriter;
import org.yizhan.media.rtp.RtpPacket;
import org.yizhan.media.rtp.SenderReport;
import org.yizhan.media.transport.Refusals;
import org.yizhan.media.transport.TestBrowser;
import org.yizhan.protocol.bridge.RoomState;
import org.yizhan.protocol.bridge.SlotFill;
import org.yizhan.protocol.bridge.SourceKind;
import org.yizhan.protocol.id.MemberId;

/// What the engine does for a meeting, and what nobody can do to it.
class EngineTest extends EngineStage {

    @Test
    void aPictureReachesTheSlotOfTheOtherWithTheReceiversNumbers() throws Exception {
        meet();
        boothPage.send(picture(100, true));
        RtpPacket seen = next(officerPage);
        assertThat(seen.ssrc()).isEqualTo(officerPage.slot(PICTURE));
        assertThat(seen.payloadType()).isEqualTo(officerPage.vp8).isNotEqualTo(boothPage.vp8);
        boothPage.send(picture(101, false));
        assertThat(next(officerPage).sequenceNumber()).isEqualTo(seen.sequenceNumber() + 1);
    }

    /// The fewer there are, the fewer can be lost or overtake each other.
    @Test
    void theBridgesPartOfAHandshakeIsTwoDatagrams() throws Exception {
        meet();
        assertThat(boothPage.handshakeDatagrams).hasValue(2);
    }

    @Test
    void soundGoesAtOnceWithItsLoudness() throws Exception {
        connect(booth, boothPage);
        connect(officer, officerPage);
        arrange(1, null, sender(SourceKind.MICROPHONE), viewer(new SlotFill(0, booth, SourceKind.MICROPHONE)));
        byte[] plain = Packets.rtp(boothPage.opus, 5, 960, boothPage.microphone, false, (byte) 1, (byte) 2);
        boothPage.send(Packets.extended(plain, boothPage.levelExtension, (byte) 0x91));
        RtpPacket heard = next(officerPage);
        assertThat(heard.ssrc()).isEqualTo(officerPage.slot(0));
        assertThat(heard.array()[heard.extension(officerPage.levelExtension, 1)])
                .isEqualTo((byte) 0x91);
    }

    @Test
    void onlySourcesOfThePlanAreForwarded() throws Exception {
        meet();
        boothPage.send(Packets.rtp(boothPage.opus, 5, 960, boothPage.microphone, false, (byte) 1));
        boothPage.send(picture(1, true));
        assertThat(next(officerPage).ssrc()).isEqualTo(officerPage.slot(PICTURE));
        arrange(2, null, sender(), viewer(boothCamera()));
        boothPage.send(Packets.extended(picture(2, true), boothPage.counterExtension, (byte) 0, (byte) 1));
        hears(boothPage, "feedback"::equals);
        arrange(3, null, sender(SourceKind.CAMERA), viewer(boothCamera()));
        boothPage.send(Packets.rtp(boothPage.vp8, 3, 9_000, boothPage.camera, true, Packets.vp8(true, 3, 1, 2, 3, 4)));
        assertThat(next(officerPage).payloadLength()).isEqualTo(9);
        assertThat(officerPage.rtp).isEmpty();
    }

    @Test
    void aLostPacketIsAskedForAndComesByRetransmission() throws Exception {
        meet();
        boothPage.send(picture(65_535, true));
        int first = next(officerPage).sequenceNumber();
        boothPage.send(picture(1, false));
        assertThat(next(officerPage).sequenceNumber()).isEqualTo(first + 2);
        hears(boothPage, ("nack " + boothPage.camera + " 0")::equals);
        boothPage.send(Packets.rtx(picture(0, false), boothPage.rtx, 50, boothPage.cameraRtx));
        assertThat(next(officerPage).sequenceNumber()).isEqualTo(first + 1);
        boothPage.send(picture(0, false));
        boothPage.send(picture(2, false));
        assertThat(next(officerPage).sequenceNumber())
                .as("never the same twice")
                .isEqualTo(first + 3);
    }

    @Test
    void whatAReceiverLostIsSentToItAgain() throws Exception {
        meet();
        boothPage.send(picture(1, true));
        RtpPacket lost = next(officerPage);
        RtcpWriter nack = new RtcpWriter().nack(9, officerPage.slot(PICTURE), new int[] {lost.sequenceNumber()}, 1);
        officerPage.sendControl(nack.array(), nack.length());
        RtpPacket again = next(officerPage);
        assertThat(again.payloadType()).isEqualTo(officerPage.rtx);
        assertThat(Bytes.u16(again.array(), again.payloadOffset())).isEqualTo(lost.sequenceNumber());
    }

    @Test
    void congestionFeedbackAndReportsFlow() throws Exception {
        meet();
        byte[] counted = Packets.extended(picture(1, true), boothPage.counterExtension, (byte) 0, (byte) 9);
        boothPage.send(counted);
        next(officerPage);
        hears(boothPage, "feedback"::equals);
        RtcpWriter report =
                new RtcpWriter().senderReport(new SenderReport(boothPage.camera, 0xEC00_0000_0000_0000L, 3_000, 1, 10));
        boothPage.sendControl(report.array(), report.length());
        hears(officerPage, said -> said.startsWith("report " + officerPage.slot(PICTURE) + " "));
    }

    @Test
    void theRecorderIsToldWhatAMemberIsTold() throws Exception {
        connect(booth, boothPage);
        assertThat(arrange(1, recorded(), sender(SourceKind.CAMERA)).recording())
                .isTrue();
        boothPage.send(picture(7, true));
        boothPage.send(picture(8, false));
        boothPage.send(picture(8, false));
        boothPage.send(picture(9, false));
        List<String> heard = new ArrayList<>();
        while (!heard.contains("booth camera 9")) {
            heard.add(Objects.requireNonNull(recorder.told.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)));
        }
        assertThat(heard)
                .containsExactly(
                        "opened",
                        "recording",
                        "booth camera opened",
                        "booth camera 7",
                        "booth camera 8",
                        "booth camera 9");
        engine.close(consultation).get(5, TimeUnit.SECONDS);
        assertThat(recorder.soFar()).containsExactly("booth camera over", "booth camera closed", "left");
        engine.close(consultation).get(5, TimeUnit.SECONDS);
        assertThat(recorder.soFar()).hasSize(3);
    }

    @Test
    void anOlderPlanIsIgnoredAndTheSameOneChangesNothing() throws Exception {
        meet();
        boothPage.send(picture(1, true));
        int first = next(officerPage).sequenceNumber();
        arrange(0, null);
        arrange(1, null, sender(SourceKind.CAMERA), viewer(boothCamera()));
        boothPage.send(picture(2, false));
        assertThat(next(officerPage).sequenceNumber()).isEqualTo(first + 1);
    }

    @Test
    void anIceRestartKeepsTheOldPathUntilTheNewOneIsNominated() throws Exception {
        meet();
        boothPage.send(picture(1, true));
        next(officerPage);
        var before = officerPage.theirs();
        officerPage.restart();
        offer(officer, officerPage);
        assertThat(officerPage.theirs()).isNotEqualTo(before);
        boothPage.send(picture(2, false));
        next(officerPage);
        officerPage.check(true);
        boothPage.send(picture(3, false));
        next(officerPage);
    }

    @Test
    void aPageLoadedAgainTakesItsPlaceInTheRoom() throws Exception {
        meet();
        boothPage.send(picture(1, true));
        next(officerPage);
        TestBrowser again = browser(3);
        offer(officer, again);
        again.connect();
        hears(boothPage, ("pli " + boothPage.camera)::equals);
        boothPage.send(picture(2, true));
        assertThat(next(again).ssrc()).isEqualTo(again.slot(PICTURE));
    }

    @Test
    void whoIsSilentIsOutAndComesBackWithAnIceRestart() throws Exception {
        engine.close();
        start(Duration.ofSeconds(1));
        connect(officer, officerPage);
        connected.clear();
        RoomState before = arrange(1, null, sender(SourceKind.CAMERA), viewer(boothCamera()));
        if (!before.connected().isEmpty()) {
            assertThat(connected.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEmpty();
        }
        officerPage.restart();
        offer(officer, officerPage);
        officerPage.check(true);
        assertThat(connected.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).containsExactly(officer);
    }

    @Test
    void aGoodbyeIsHeardAndTold() throws Exception {
        meet();
        connected.clear();
        officerPage.sayGoodbye();
        List<MemberId> left = Objects.requireNonNull(connected.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
        assertThat(left).containsExactly(booth);
    }

    @Test
    void theWrongCertificateIsNotLetIn() throws Exception {
        boothPage.lieAboutItsCertificate();
        offer(booth, boothPage);
        arrange(1, null, sender(SourceKind.CAMERA));
        assertThatThrownBy(boothPage::connect).isInstanceOf(IOException.class);
        assertThat(connected.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEmpty();
        refused(Refusals.Reason.HANDSHAKE_FAILED, 1);
    }

    @Test
    void randomBytesDisturbNobody() throws Exception {
        meet();
        boothPage.send(picture(1, true));
        int first = next(officerPage).sequenceNumber();
        TestBrowser stranger = browser(4);
        offer(MemberId.random(), stranger);
        Random random = new Random(13);
        for (int i = 0; i < 1_000; i++) {
            byte[] noise = new byte[1 + random.nextInt(1_400)];
            random.nextBytes(noise);
            (random.nextBoolean() ? stranger : boothPage).sendRaw(noise);
        }
        boothPage.send(picture(2, false));
        assertThat(next(officerPage).sequenceNumber()).isEqualTo(first + 1);
    }

    @Test
    void brokenPacketsOfAMemberDisturbNobody() throws Exception {
        meet();
        boothPage.send(picture(1, true));
        int first = next(officerPage).sequenceNumber();
        Random random = new Random(14);
        for (int i = 0; i < 1_000; i++) {
            byte[] noise = new byte[16 + random.nextInt(200)];
            random.nextBytes(noise);
            noise[0] = (byte) (0x80 | noise[0] & 0x20);
            Bytes.put32(noise, 8, boothPage.cameraRtx + i % 2 * 1_000);
            if (i % 2 == 0) {
                noise[1] = (byte) (i % 4 == 0 ? boothPage.rtx : 200 + random.nextInt(8));
                Bytes.put32(noise, 4, boothPage.camera);
            }
            if ((noise[1] & 0xFF) >= 192 && (noise[1] & 0xFF) < 224) {
                boothPage.sendControl(noise, noise.length);
            } else {
                Bytes.put16(noise, 2, i);
                boothPage.send(noise);
            }
        }
        boothPage.send(picture(2, false));
        RtpPacket seen = next(officerPage);
        while (seen.sequenceNumber() != first + 1) {
            seen = next(officerPage);
        }
    }
}
