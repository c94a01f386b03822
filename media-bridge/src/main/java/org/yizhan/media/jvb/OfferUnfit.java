package org.yizhan.media.jvb;

import org.yizhan.media.rtp.MediaIds;
import org.yizhan.media.sdp.BrowserOffer;
import org.yizhan.media.sdp.Section;
import org.yizhan.protocol.bridge.SlotFill;

/// An offer that could be answered by ourselves, but not for a videobridge. An answer to its sender, so it has no stack
/// trace.
public final class OfferUnfit extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// Why.
    public enum Reason {
        MIDS(
                "media-offer-mids",
                "媒体协商请求的媒体段编号不符合要求，请刷新页面。",
                "The media offer's receiving sections must be a0 to a2 and v0 to v3, with their ids in each packet."),
        STREAMS("media-offer-streams", "媒体协商请求缺少媒体流编号。", "The media offer does not announce its SSRCs."),
        /// Of a connection that is to be made anew.
        ANEW("media-offer-anew", "连接需要重新建立。", "This connection cannot be repaired; it is to be made anew."),
        OTHER_BROWSER(
                "media-offer-other-browser",
                "当前的音视频服务要求所有参加者使用同一类浏览器（Chromium 内核）。",
                "All browsers of a videobridge must number their codecs alike; this one does it otherwise.");

        private final String code;
        private final String zh;
        private final String en;

        Reason(String code, String zh, String en) {
            this.code = code;
            this.zh = zh;
            this.en = en;
        }

        public String code() {
            return code;
        }

        public String zh() {
            return zh;
        }

        public String en() {
            return en;
        }
    }

    private final Reason reason;

    OfferUnfit(Reason reason) {
        super(reason.code(), null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    static void check(BrowserOffer offer) {
        for (Section section : offer.sections()) {
            if (section.slot() >= 0 && (offer.ids().mid() == 0 || !section.mid().equals(mid(section.slot())))) {
                throw new OfferUnfit(Reason.MIDS);
            }
            if (section.source() != null && section.ssrc() == 0) {
                throw new OfferUnfit(Reason.STREAMS);
            }
        }
    }

    private static String mid(int slot) {
        return slot < SlotFill.AUDIO_SLOTS ? "a" + slot : "v" + (slot - SlotFill.AUDIO_SLOTS);
    }

    /// A videobridge forwards payload types as they are.
    static void check(BrowserOffer offer, BrowserOffer other) {
        MediaIds ids = offer.ids();
        MediaIds others = other.ids();
        if (differ(ids.opus(), others.opus()) || differ(ids.vp8(), others.vp8()) || differ(ids.rtx(), others.rtx())) {
            throw new OfferUnfit(Reason.OTHER_BROWSER);
        }
    }

    private static boolean differ(int one, int other) {
        return one >= 0 && other >= 0 && one != other;
    }
}
