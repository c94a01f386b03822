package org.yizhan.cases.docket;

import java.util.Map;
import org.yizhan.cases.process.Level;

/// What people read for the words of a history.
public final class DeedNames {

    /// In Chinese and English.
    public record Name(String zh, String en) {}

    private static final Map<String, Name> ACTIONS = Map.ofEntries(
            Map.entry("open", new Name("登记", "opened")),
            Map.entry("form", new Name("填写申请内容", "filled the form")),
            Map.entry("material", new Name("提交材料", "added a paper")),
            Map.entry("signature-request", new Name("请申请人签名", "asked for a signature")),
            Map.entry("signature", new Name("申请人签名", "signed by the resident")),
            Map.entry("rating", new Name("评价", "rated")),
            Map.entry("receipt", new Name("打印回执", "printed a receipt")),
            Map.entry("meeting-started", new Name("视频会话开始", "meeting began")),
            Map.entry("meeting-ended", new Name("视频会话结束", "meeting ended")),
            Map.entry("recording-sealed", new Name("录像封存", "recording sealed")),
            Map.entry("sitting-end", new Name("终端退出办件", "booth left the case")),
            Map.entry("sitting-reopen", new Name("终端继续办理", "booth continued the case")),
            Map.entry("accept", new Name("受理", "accepted")),
            Map.entry("approve", new Name("通过", "approved")),
            Map.entry("return", new Name("退回", "sent back")),
            Map.entry("resubmit", new Name("补正后重新提交", "resubmitted")),
            Map.entry("sign", new Name("签署", "signed")),
            Map.entry("refuse", new Name("不同意", "refused")),
            Map.entry("complete", new Name("办结", "completed")),
            Map.entry("deny", new Name("不予通过", "denied")),
            Map.entry("withdraw", new Name("撤回申请", "withdrawn")),
            Map.entry("suspend", new Name("中止", "suspended")),
            Map.entry("resume", new Name("恢复办理", "resumed")),
            Map.entry("claim", new Name("接手", "taken in hand")),
            Map.entry("forward", new Name("转办", "forwarded")),
            Map.entry("delegate", new Name("委派", "delegated")),
            Map.entry("answer", new Name("答复委派", "answered")),
            Map.entry("add-signer", new Name("加签", "added a signer")),
            Map.entry("consent", new Name("加签同意", "signer agreed")),
            Map.entry("object", new Name("加签不同意", "signer objected")),
            Map.entry("take-back", new Name("拿回", "took back")),
            Map.entry("urge", new Name("催办", "urged")),
            Map.entry("escalate", new Name("上报带班领导", "escalated to the duty leader")),
            Map.entry("overdue", new Name("超时自动上报", "overdue, escalated")),
            Map.entry("instruct", new Name("带班领导批示", "instructed by the duty leader")),
            Map.entry("relief-tolerance", new Name("容缺受理", "let a paper follow")),
            Map.entry("relief-promise", new Name("告知承诺", "took a promise for a paper")),
            Map.entry("relief-archive", new Name("调用档案免交材料", "took a paper from the archive")),
            Map.entry("relief-certificate", new Name("核验电子证照免交材料", "took a certificate for a paper")),
            Map.entry("relief-lapsed", new Name("容缺材料逾期未补", "a paper has not followed in time")),
            Map.entry("notice", new Name("一次性告知", "told all gaps at once")),
            Map.entry("migrate", new Name("流程换版", "moved to a newer process")),
            Map.entry("move-station", new Name("驿站划转", "station moved")));

    private static final Map<Level, Name> LEVELS = Map.of(
            Level.SYSTEM, new Name("系统", "system"),
            Level.BOOTH, new Name("自助视频终端", "booth"),
            Level.COMMUNITY, new Name("社区", "community"),
            Level.STREET, new Name("街道", "street"),
            Level.DISTRICT, new Name("区", "district"));

    private DeedNames() {}

    /// The word itself when nobody has named it yet.
    public static Name action(String word) {
        return ACTIONS.getOrDefault(word, new Name(word, word));
    }

    /// @param word as [Level#word()] writes it
    public static Name level(String word) {
        for (var level : Level.values()) {
            if (level.word().equals(word)) {
                return LEVELS.getOrDefault(level, new Name(word, word));
            }
        }
        return new Name(word, word);
    }
}
