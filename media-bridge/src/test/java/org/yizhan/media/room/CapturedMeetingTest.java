package org.yizhan.media.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.yizhan.media.capture.PcapReader;
import org.yizhan.media.rtp.Packets;
import org.yizhan.media.rtp.RtcpWriter;
import org.yizhan.protocol.bridge.CaptureState;
import org.yizhan.protocol.bridge.CaptureWish;
import org.yizhan.protocol.bridge.LiveMeeting;
import org.yizhan.protocol.bridge.MemberPlan;
import org.yizhan.protocol.bridge.RoomPlan;
import org.yizhan.protocol.bridge.SourceKind;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.MemberId;

/// A meeting seen from outside: who is in it, and the headers of its packets.
class CapturedMeetingTest extends EngineStage {

    /// `-Dyizhan.headers.file=` keeps a capture, to be opened with other programs.
    private static final @Nullable String KEPT = System.getProperty("yizhan.headers.file");

    private static final long BRIDGE = 0xC000_0201L;

    private CaptureState begin(ConsultationId room, UUID id) throws Exception {
        return engine.capture(room, new CaptureWish(id, 60, 1 << 20)).get(5, TimeUnit.SECONDS);
    }

    private byte[] file() throws Exception {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int n = 0; ; n++) {
            byte[] piece =
                    engine.captured(consultation, n).get(5, TimeUnit.SECONDS).orElseThrow();
            if (piece.length == 0) {
                return all.toByteArray();
            }
            all.writeBytes(piece);
        }
    }

    private byte[] marked(int sequence) {
        byte[] payload = new byte[600];
        Arrays.fill(payload, (byte) 'M');
        byte[] descriptor = Packets.vp8(sequence == 1, sequence);
        System.arraycopy(descriptor, 0, payload, 0, descriptor.length);
        return Packets.rtp(boothPage.vp8, sequence, 3_000L * sequence, boothPage.camera, true, payload);
    }

    @Test
    void theHeadersOfAMeetingAreThereAndNothingOfItsPictures() throws Exception {
        meet();
        begin(consultation, UUID.randomUUID());
        for (int sequence = 1; sequence <= 50; sequence++) {
            boothPage.send(marked(sequence));
            next(officerPage);
        }
        RtcpWriter loss = new RtcpWriter().pictureLoss(9, officerPage.slot(PICTURE));
        officerPage.sendControl(loss.array(), loss.length());
        hears(boothPage, ("pli " + boothPage.camera)::equals);
        boothPage.check(false);

        byte[] file = file();
        if (KEPT != null) {
            Files.write(Path.of(KEPT), file);
        }
        List<PcapReader.Packet> packets = PcapReader.read(file);
        List<PcapReader.Packet> pictures =
                packets.stream().filter(it -> it.original() > 600).toList();
        assertThat(pictures.stream().filter(it -> it.to() == BRIDGE)).hasSize(50);
        assertThat(pictures.stream().filter(it -> it.from() == BRIDGE)).hasSize(50);
        assertThat(pictures).allMatch(it -> it.kept().length < 60);
        assertThat(packets).anyMatch(it -> it.kept().length == 20 && it.original() > 40);
        assertThat(packets).anyMatch(it -> it.kept().length > 1 && (it.kept()[1] & 0xFF) == 206);
        String text = new String(file, StandardCharsets.ISO_8859_1);
        assertThat(text).doesNotContain("MM");
        assertThat(text).doesNotContain(new String(new byte[] {127, 0, 0, 1}, StandardCharsets.ISO_8859_1));
    }

    @Test
    void theSameWishAgainBeginsNothingNewAndAnotherWaits() throws Exception {
        meet();
        UUID id = UUID.randomUUID();
        assertThat(begin(consultation, id).capture()).isEqualTo(id);
        assertThat(begin(consultation, id).over()).isFalse();
        ConsultationId other = ConsultationId.random();
        engine.arrange(other, new RoomPlan(1, List.of(), null)).get(5, TimeUnit.SECONDS);
        refused(other, CaptureRefused.Reason.BUSY);
        engine.close(consultation).get(5, TimeUnit.SECONDS);
        assertThat(engine.captured(consultation)
                        .get(5, TimeUnit.SECONDS)
                        .orElseThrow()
                        .over())
                .isTrue();
        assertThat(begin(other, UUID.randomUUID()).over()).isFalse();
        refused(ConsultationId.random(), CaptureRefused.Reason.NO_ROOM);
    }

    private void refused(ConsultationId room, CaptureRefused.Reason why) {
        assertThatThrownBy(() -> begin(room, UUID.randomUUID()))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        CaptureRefused.class, it -> assertThat(it.reason()).isEqualTo(why));
    }

    @Test
    void whoComesLaterIsCapturedToo() throws Exception {
        connect(booth, boothPage);
        arrange(1, null, sender(SourceKind.CAMERA));
        begin(consultation, UUID.randomUUID());
        connect(officer, officerPage);
        arrange(2, null, sender(SourceKind.CAMERA), viewer(boothCamera()));
        boothPage.send(marked(1));
        next(officerPage);
        assertThat(PcapReader.read(file()).stream().filter(it -> it.original() > 600))
                .hasSize(2);
    }

    @Test
    void liveMeetingsAreToldByRolesAlone() throws Exception {
        connect(booth, boothPage);
        MemberId away = MemberId.random();
        arrange(1, null, sender(SourceKind.CAMERA), new MemberPlan(away, "clerk", Set.of(), List.of()));
        LiveMeeting meeting = engine.meetings().get(5, TimeUnit.SECONDS).getFirst();
        assertThat(meeting.consultation()).isEqualTo(consultation);
        assertThat(meeting.recording()).isFalse();
        assertThat(meeting.members())
                .containsExactly(
                        new LiveMeeting.Member("booth", true, null), new LiveMeeting.Member("clerk", false, null));
        assertThat(meeting.toString()).doesNotContain(booth.toString()).doesNotContain(away.toString());
    }
}
