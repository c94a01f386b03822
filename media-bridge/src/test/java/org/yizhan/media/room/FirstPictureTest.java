package org.yizhan.media.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.yizhan.media.rtp.Packets;
import org.yizhan.media.rtp.RtcpWriter;
import org.yizhan.media.rtp.RtpPacket;
import org.yizhan.media.rtp.SenderReport;
import org.yizhan.protocol.bridge.SourceKind;

/// How somebody who comes to see a picture gets the first one.
class FirstPictureTest extends EngineStage {

    /// Sends packets of the booth's camera, the last of them known to have come when this returns.
    private void shown(byte[]... pictures) throws Exception {
        for (int i = 0; i < pictures.length; i++) {
            boolean last = i == pictures.length - 1;
            boothPage.send(
                    last ? Packets.extended(pictures[i], boothPage.counterExtension, (byte) 0, (byte) 1) : pictures[i]);
        }
        hears(boothPage, "feedback"::equals);
    }

    private static boolean isKeyframe(RtpPacket packet) {
        return (packet.array()[packet.payloadOffset() + 4] & 1) == 0;
    }

    @Test
    void aSlotFilledInMidPictureBeginsWithTheLatestKeyFrameAtOnce() throws Exception {
        connect(booth, boothPage);
        connect(officer, officerPage);
        arrange(1, null, sender(SourceKind.CAMERA), viewer());
        shown(picture(1, true), picture(2, false), picture(3, false));
        arrange(2, null, sender(SourceKind.CAMERA), viewer(boothCamera()));
        RtpPacket first = next(officerPage);
        int begins = first.sequenceNumber();
        assertThat(isKeyframe(first)).isTrue();
        assertThat(next(officerPage).sequenceNumber()).isEqualTo(begins + 1);
        assertThat(next(officerPage).sequenceNumber()).isEqualTo(begins + 2);
        boothPage.send(picture(4, false));
        assertThat(next(officerPage).sequenceNumber()).isEqualTo(begins + 3);
    }

    @Test
    void whoSendsBeforeThereIsARoomIsSeenAsSoonAsThereIsOne() throws Exception {
        connect(booth, boothPage);
        connect(officer, officerPage);
        shown(picture(1, true), picture(2, false));
        arrange(1, null, sender(SourceKind.CAMERA), viewer(boothCamera()));
        assertThat(isKeyframe(next(officerPage))).isTrue();
        assertThat(isKeyframe(next(officerPage))).isFalse();
    }

    @Test
    void aSlotFilledInAPictureWithAHoleAsksForAKeyFrameAndWaitsForIt() throws Exception {
        connect(booth, boothPage);
        connect(officer, officerPage);
        arrange(1, null, sender(SourceKind.CAMERA), viewer());
        shown(picture(1, true), picture(3, false));
        arrange(2, null, sender(SourceKind.CAMERA), viewer(boothCamera()));
        hears(boothPage, ("pli " + boothPage.camera)::equals);
        boothPage.send(picture(4, false));
        boothPage.send(picture(5, true));
        assertThat(isKeyframe(next(officerPage))).isTrue();
    }

    @Test
    void whoComesLaterLearnsTheClockFromAReportAsOldAsItIs() throws Exception {
        connect(booth, boothPage);
        var report =
                new RtcpWriter().senderReport(new SenderReport(boothPage.camera, 0xEC00_0000_0000_0000L, 3_000, 1, 10));
        shown(picture(1, true));
        boothPage.sendControl(report.array(), report.length());
        shown(picture(2, false));
        long before = System.nanoTime();
        arrange(1, recorded(), sender(SourceKind.CAMERA));
        long arrived = Objects.requireNonNull(recorder.reportNanos.poll(10, TimeUnit.SECONDS));
        assertThat(arrived).isLessThan(before);
    }
}
