package org.yizhan.media.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import org.yizhan.media.rtp.Packets;
import org.yizhan.media.rtp.ReportBlock;
import org.yizhan.media.rtp.RtcpWriter;
import org.yizhan.media.transport.TestBrowser;
import org.yizhan.protocol.bridge.MemberPlan;
import org.yizhan.protocol.bridge.SlotFill;
import org.yizhan.protocol.bridge.SourceKind;
import org.yizhan.protocol.id.MemberId;

/// What the bridge knows of its members' lines, with real packets.
class LineQualityTest extends EngineStage {

    private final Map<MemberId, BlockingQueue<LineQuality>> told = new HashMap<>();

    /// What is told of a member until `count` adds up to `sum`; a look may come in the middle of a test.
    private List<LineQuality> measured(MemberId member, ToLongFunction<LineQuality> count, long sum) throws Exception {
        List<LineQuality> lines = new ArrayList<>();
        while (lines.stream().mapToLong(count).sum() < sum) {
            lines.add(measured(member));
        }
        return lines;
    }

    private LineQuality measured(MemberId member) throws InterruptedException {
        BlockingQueue<LineQuality> own = told.computeIfAbsent(member, _ -> new LinkedBlockingQueue<>());
        while (own.isEmpty()) {
            LineQuality line =
                    Objects.requireNonNull(recorder.lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS), "nothing measured");
            told.computeIfAbsent(line.member(), _ -> new LinkedBlockingQueue<>())
                    .add(line);
        }
        return own.remove();
    }

    private static void reports(TestBrowser page, long ssrc, long highest, int lost, long jitter) throws Exception {
        RtcpWriter report =
                new RtcpWriter().receiverReport(9).reportBlock(new ReportBlock(ssrc, 0, lost, highest, jitter, 0, 0));
        page.sendControl(report.array(), report.length());
    }

    @Test
    void whatWasLostOnEitherWayIsKnownAfterAFewSeconds() throws Exception {
        meetRecorded();
        for (int sequence = 1_000; sequence <= 1_200; sequence++) {
            if (sequence % 10 != 5) {
                boothPage.send(picture(sequence, sequence == 1_000));
                next(officerPage);
            }
        }
        reports(officerPage, officerPage.slot(PICTURE), 70_000, 3, 0);
        reports(officerPage, officerPage.slot(PICTURE), 70_200, 17, 9_000);

        List<LineQuality> up = measured(booth, line -> line.up().packets(), 201);
        assertThat(up.getLast().label()).isEqualTo("booth");
        assertThat(up.stream().mapToLong(line -> line.up().lost()).sum()).isEqualTo(20);
        assertThat(up.getLast().up().kbps()).isPositive();
        assertThat(up.getLast().down().packets()).isZero();
        assertThat(up.getLast().roundTripMs()).isNull();
        assertThat(up.getLast().grade()).isEqualTo(LineGrade.POOR);

        List<LineQuality> down = measured(officer, line -> line.down().packets(), 200);
        assertThat(down.stream().mapToLong(line -> line.down().lost()).sum()).isEqualTo(14);
        assertThat(down.getLast().up().packets()).isZero();
        assertThat(down.getLast().down().jitterMs()).isEqualTo(100);
        assertThat(down.getLast().down().lostPermille()).isEqualTo(70);
    }

    @Test
    void aPictureThatAReceiverLostCountsAsAStopUntilTheKeyFrame() throws Exception {
        meetRecorded();
        boothPage.send(picture(1, true));
        next(officerPage);
        RtcpWriter loss = new RtcpWriter().pictureLoss(9, officerPage.slot(PICTURE));
        officerPage.sendControl(loss.array(), loss.length());
        hears(boothPage, ("pli " + boothPage.camera)::equals);
        boothPage.send(picture(2, false));
        boothPage.send(picture(3, true));
        next(officerPage);
        next(officerPage);
        assertThat(measured(officer, LineQuality::stops, 1).getLast().stoppedMs())
                .isLessThan(5_000);
    }

    @Test
    void theRecorderIsToldWhoIsShownWhatAndAgainOnlyWhenThatChanges() throws Exception {
        arrange(1, recorded(), sender(SourceKind.CAMERA), viewer(boothCamera()));
        assertThat(recorder.views.remove())
                .containsExactly(
                        new View(booth, "booth", List.of()), new View(officer, "officer", List.of(boothCamera())));
        arrange(2, recorded(), sender(SourceKind.CAMERA), viewer(boothCamera()));
        SlotFill paper = new SlotFill(PICTURE, booth, SourceKind.DOCUMENT);
        arrange(3, recorded(), new MemberPlan(booth, "booth", Set.of(SourceKind.DOCUMENT), List.of()), viewer(paper));
        assertThat(recorder.views.remove()).contains(new View(officer, "officer", List.of(paper)));
        assertThat(recorder.views).isEmpty();
    }

    @Test
    void jitterOfSoundIsWhatCounts() throws Exception {
        connect(booth, boothPage);
        connect(officer, officerPage);
        arrange(
                1,
                recorded(),
                sender(SourceKind.MICROPHONE, SourceKind.CAMERA),
                viewer(new SlotFill(0, booth, SourceKind.MICROPHONE)));
        for (int sequence = 1; sequence <= 20; sequence++) {
            // Half a second of sound in no time at all.
            boothPage.send(
                    Packets.rtp(boothPage.opus, sequence, 24_000L * sequence, boothPage.microphone, false, (byte) 1));
            next(officerPage);
        }
        // Keeps the stream alive until it is looked at.
        for (int sequence = 21; recorder.lines.isEmpty(); sequence++) {
            boothPage.send(
                    Packets.rtp(boothPage.opus, sequence, 24_000L * sequence, boothPage.microphone, false, (byte) 1));
            next(officerPage);
        }
        assertThat(measured(booth).up().jitterMs()).isGreaterThan(300);
    }
}
