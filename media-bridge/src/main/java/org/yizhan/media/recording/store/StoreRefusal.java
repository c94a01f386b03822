package org.yizhan.media.recording.store;

import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The store did not do what was asked. The message holds neither secrets nor what was stored.
public final class StoreRefusal extends IOException {

    /// Why, and what the administrator may do about it.
    public enum Reason {
        NO_BUCKET("存储桶不存在", "the bucket does not exist"),
        NO_CREDENTIALS("没有访问密钥", "there are no credentials"),
        FORBIDDEN("访问密钥被拒绝", "the credentials are refused"),
        WRONG_REGION("区域或地址不对", "region or endpoint is not the bucket's"),
        WRONG_TIME("本机时钟不准", "the clock of this machine is wrong"),
        UNREACHABLE("连不上，或没有及时应答", "it cannot be reached, or does not answer in time"),
        BUSY("忙，请求放慢", "it is busy and asks to slow down"),
        FULL("已满", "it is full"),
        REJECTED("不接受这个请求", "it does not take this request"),
        FAULT("出错", "it has a fault"),
        MISSING("没有这个对象", "there is no such object"),
        ALTERED("内容在途中改变", "what arrived is not what was sent");

        private final String zh;
        private final String en;

        Reason(String zh, String en) {
            this.zh = zh;
            this.en = en;
        }

        public String zh() {
            return zh;
        }

        public String en() {
            return en;
        }

        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private static final long serialVersionUID = 1;

    private final Reason reason;

    public StoreRefusal(Reason reason, String detail, @Nullable Throwable cause) {
        super(reason.en() + (detail.isEmpty() ? "" : " (" + detail + ")"), cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
