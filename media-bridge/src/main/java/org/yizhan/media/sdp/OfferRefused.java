package org.yizhan.media.sdp;

/// An offer that the bridge does not take, and why. An answer to its sender, so it has no stack trace.
public final class OfferRefused extends Exception {

    private static final long serialVersionUID = 1L;

    /// Why an offer is not taken.
    public enum Reason {
        TOO_LONG("media-offer-too-long", "媒体协商请求过大。", "The media offer is too long."),
        MALFORMED("media-offer-malformed", "媒体协商请求无法识别。", "The media offer cannot be read."),
        ICE("media-offer-ice", "媒体协商请求缺少有效的连接凭据。", "The media offer has no valid ICE credentials."),
        FINGERPRINT(
                "media-offer-fingerprint",
                "媒体协商请求缺少有效的证书指纹（需 SHA-256 及以上）。",
                "The media offer has no certificate fingerprint by SHA-256 or better."),
        SETUP("media-offer-setup", "媒体协商请求的握手角色不受支持。", "The media offer must let the bridge be the DTLS server."),
        BUNDLE(
                "media-offer-bundle",
                "媒体协商请求须将全部媒体合并在一条连接上。",
                "The media offer must bundle all sections and multiplex RTCP."),
        SECTIONS(
                "media-offer-sections",
                "媒体协商请求的媒体段次序或数量不符合要求。",
                "The media offer's sections are not those of a member: sending ones first, then receiving ones."),
        CODEC(
                "media-offer-codec",
                "对方不支持所需的音视频编码（声音 Opus，画面 VP8、H.264、VP9 或 AV1）。",
                "The media offer lacks Opus, or every codec of pictures: VP8, H.264, VP9, AV1."),
        NUMBERS(
                "media-offer-numbers",
                "媒体协商请求的编号前后不一致。",
                "The media offer gives different numbers to the same codec or extension.");

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

    OfferRefused(Reason reason) {
        super(reason.code(), null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
