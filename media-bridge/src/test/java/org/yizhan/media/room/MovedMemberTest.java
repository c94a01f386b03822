package org.yizhan.media.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.yizhan.media.rtp.Packets;
import org.yizhan.media.rtp.RtpPacket;
import org.yizhan.media.transport.PortSettings;
import org.yizhan.media.transport.Refusals.Reason;
import org.yizhan.media.transport.TestBrowser;
import org.yizhan.protocol.id.MemberId;

/// A member gets another address in the middle of a meeting, and nobody else gets it.
class MovedMemberTest extends EngineStage {

    private static final String HERE = "127.0.0.1";
    private static final String THERE = "127.0.0.2";
    private static final String ELSEWHERE = "127.0.0.3";

    private int sequence = 100;

    /// The booth's next picture, as the officer gets it.
    private RtpPacket shown() throws Exception {
        sequence++;
        boothPage.send(picture(sequence, sequence == 101));
        return next(officerPage);
    }

    /// Sound of the officer's own: what a browser sends fifty times a second.
    private byte[] word(int number) {
        return Packets.rtp(officerPage.opus, number, 960L * number, officerPage.microphone, false, (byte) number);
    }

    private static InetAddress at(String address) throws Exception {
        return InetAddress.getByName(address);
    }

    @Test
    void anIceRestartFromAnotherAddressKeepsTheOldPathUntilTheNewOneIsNominated() throws Exception {
        meet();
        int first = shown().sequenceNumber();
        officerPage.moveTo(THERE);
        officerPage.restart();
        offer(officer, officerPage);
        assertThat(shown().sequenceNumber()).isEqualTo(first + 1);
        assertThat(officerPage.reachedAt()).isEqualTo(at(HERE));
        officerPage.check(false);
        shown();
        assertThat(officerPage.reachedAt()).as("checked, not nominated").isEqualTo(at(HERE));
        officerPage.check(true);
        assertThat(shown().sequenceNumber()).isEqualTo(first + 3);
        assertThat(officerPage.reachedAt()).isEqualTo(at(THERE));
    }

    @Test
    void theSameConnectionGoesOnOverAnotherFamilyOfAddresses() throws Exception {
        InetAddress six = at("::1");
        assumeTrue(NetworkInterface.getByInetAddress(six) != null, "no IPv6 here");
        engine.close();
        start(PortSettings.SILENCE, List.of(at(HERE), six));
        meet();
        int first = shown().sequenceNumber();
        officerPage.moveTo("::1");
        officerPage.leave();
        officerPage.restart();
        offer(officer, officerPage);
        officerPage.check(true);
        assertThat(shown().sequenceNumber()).isEqualTo(first + 1);
        assertThat(officerPage.reachedAt()).isEqualTo(six);
    }

    @Test
    void aNominationFromAnotherAddressMovesThePathWithoutARestart() throws Exception {
        meet();
        shown();
        officerPage.moveTo(THERE);
        officerPage.leave();
        officerPage.check(true);
        shown();
        assertThat(officerPage.reachedAt()).isEqualTo(at(THERE));
    }

    @Test
    void whoOnlyGoesOnSendingIsFollowedWithinAMoment() throws Exception {
        meet();
        officerPage.send(word(1));
        int first = shown().sequenceNumber();
        officerPage.moveTo(THERE);
        officerPage.leave();
        long began = System.nanoTime();
        int heard = 1;
        int sent = first;
        while (!at(THERE).equals(officerPage.reachedAt())) {
            assertThat(System.nanoTime() - began).isLessThan(TimeUnit.SECONDS.toNanos(2));
            heard++;
            officerPage.send(word(heard));
            sequence++;
            boothPage.send(picture(sequence, false));
            sent++;
            officerPage.rtp.poll(20, TimeUnit.MILLISECONDS);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMillis(500));
        officerPage.rtp.clear();
        assertThat(shown().sequenceNumber()).isEqualTo(sent + 1);
    }

    @Test
    void whatAMovedMemberSendsIsShownAtOnce() throws Exception {
        meet();
        int first = shown().sequenceNumber();
        boothPage.moveTo(THERE);
        boothPage.leave();
        for (int i = 1; i <= 5; i++) {
            assertThat(shown().sequenceNumber()).isEqualTo(first + i);
        }
        assertThat(refusals.of(Reason.UNKNOWN_ADDRESS)).isZero();
    }

    @Test
    void aPacketThatAStrangerSendsAgainOrFirstMovesNothing() throws Exception {
        meet();
        officerPage.send(word(1));
        shown();
        TestBrowser stranger = browser(4);
        offer(MemberId.random(), stranger);
        stranger.moveTo(ELSEWHERE);
        byte[] held = officerPage.sealed(word(2));
        for (int i = 0; i < 20; i++) {
            stranger.sendRaw(held);
            shown();
        }
        assertThat(officerPage.reachedAt()).isEqualTo(at(HERE));
        assertThat(stranger.rtp).isEmpty();
        // All but the first are copies.
        refused(Reason.UNKNOWN_ADDRESS, 19);
    }

    @Test
    void whoDoesNotAnswerWhereItsPacketsComeFromIsNotFollowed() throws Exception {
        meet();
        officerPage.send(word(1));
        shown();
        officerPage.answeringNobody().moveTo(THERE);
        for (int i = 2; i < 30; i++) {
            officerPage.send(word(i));
            shown();
        }
        assertThat(officerPage.reachedAt()).isEqualTo(at(HERE));
    }

    @Test
    void aNominationThatAStrangerSendsAgainIsRefused() throws Exception {
        meet();
        shown();
        byte[] nomination = officerPage.nomination();
        officerPage.sendRaw(nomination);
        // Answered after the nomination was.
        officerPage.check(true);
        TestBrowser stranger = browser(4);
        offer(MemberId.random(), stranger);
        stranger.moveTo(ELSEWHERE);
        stranger.sendRaw(nomination);
        shown();
        assertThat(officerPage.reachedAt()).isEqualTo(at(HERE));
        refused(Reason.REPEATED, 1);
        assertThat(stranger.rtp).isEmpty();
    }

    @Test
    void whatAStrangerMakesUpMovesNothing() throws Exception {
        meet();
        officerPage.send(word(1));
        shown();
        TestBrowser stranger = browser(4);
        offer(MemberId.random(), stranger);
        stranger.moveTo(ELSEWHERE);
        stranger.sendRaw(word(2));
        stranger.sendRaw(officerPage.sealed(picture(7, true)));
        stranger.check(true);
        shown();
        assertThat(officerPage.reachedAt()).isEqualTo(at(HERE));
        refused(Reason.UNKNOWN_ADDRESS, 2);
    }

    @Test
    void numbersOfOneWhoLeftAreGoodForAnother() throws Exception {
        meet();
        shown();
        connected.clear();
        boothPage.sayGoodbye();
        assertThat(connected.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).containsExactly(officer);
        boothPage = browser(1);
        offer(booth, boothPage);
        boothPage.connect();
        assertThat(connected.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).contains(booth);
        boothPage.send(picture(1, true));
        next(officerPage);
        boothPage.moveTo(THERE);
        boothPage.leave();
        boothPage.send(picture(2, false));
        next(officerPage);
        assertThat(refusals.of(Reason.UNKNOWN_ADDRESS)).isZero();
    }
}
