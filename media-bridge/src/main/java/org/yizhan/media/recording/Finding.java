package org.yizhan.media.recording;

/// One thing about a recording that is not as it was sealed.
///
/// @param file     in the recording's folder
/// @param source   number of the source, 0 when it is not about one
/// @param fragment counted from 1 within its source, or the line of the log; 0 when it is not about one
/// @param from     first byte of the shortest stretch that is known to be changed
/// @param to       byte behind it; -1: to the end
public record Finding(Kind kind, String file, int source, int fragment, long from, long to) {

    /// What is wrong, with a sentence in which `{…}` stand for the finding's fields.
    public enum Kind {
        MANIFEST_MISSING("没有 {file}，这里没有录像。", "There is no {file}: this is no recording."),
        MANIFEST_DAMAGED(
                "清单 {file} 自第 {from} 字节起已损坏或被改动。", "The manifest {file} was changed at byte {from} or near it."),
        MANIFEST_CHANGED("清单 {file} 在封存之后被改动。", "The manifest {file} was changed after it had been sealed."),
        NOT_SEALED("录像尚未封存（{file} 中没有签名）。", "The recording is not sealed: {file} holds no signature."),
        SEAL_CHANGED(
                "{file} 中的封存签名不成立：签名或其事项被改动。",
                "The seal in {file} does not hold: its signature or its facts were changed."),
        OTHER_KEY("封存所用的密钥不是给定的公钥（{file}）。", "{file} was sealed with another key than the given one."),
        KEY_DAMAGED("公钥文件 {file} 已损坏或被改动。", "The public key in {file} was changed or damaged."),
        LOG_DAMAGED(
                "片段记录 {file} 第 {fragment} 行（字节 {from}–{to}）已损坏或被改动。",
                "Line {fragment} of the fragment log {file} (bytes {from}–{to}) was changed."),
        CHAIN_BROKEN(
                "片段记录 {file} 第 {fragment} 行（第 {source} 路，字节 {from}–{to}）与散列链不符，已被改动、删除或插入。",
                "Line {fragment} of the fragment log {file} (source {source}, bytes {from}–{to}) breaks the hash chain:"
                        + " it was changed, or lines were taken out or put in."),
        CHAIN_END("片段记录 {file} 没有止于封存的链值。", "The fragment log {file} does not end in the sealed link."),
        LOG_LENGTH("片段记录 {file} 的行数与封存时不同。", "The fragment log {file} has not as many lines as were sealed."),
        FRAGMENT_CHANGED(
                "{file}：第 {source} 路第 {fragment} 个片段（字节 {from}–{to}）与散列不符，已被改动。",
                "{file}: fragment {fragment} of source {source} (bytes {from}–{to}) does not match its hash: it was changed."),
        HEAD_CHANGED(
                "{file}：第 {source} 路的文件头（字节 {from}–{to}）已被改动。",
                "{file}: the head of source {source} (bytes {from}–{to}) was changed."),
        TAIL_CHANGED(
                "{file}：第 {source} 路的索引（字节 {from}–{to}）已被改动。",
                "{file}: the cues of source {source} (bytes {from}–{to}) were changed."),
        UNKNOWN_BYTES(
                "{file}：第 {source} 路的字节 {from}–{to} 不属于任何片段。",
                "{file}: bytes {from}–{to} of source {source} belong to no fragment."),
        ERASURE_CHANGED(
                "销毁证明 {file} 已损坏、被改动或不属于这段录像。",
                "The certificate of erasure {file} was changed, or belongs to another recording."),
        FILE_MISSING("{file}：第 {source} 路的文件不存在。", "{file}: the file of source {source} is missing."),
        FILE_LENGTH(
                "{file}：第 {source} 路自字节 {from} 起的长度与封存时不同。",
                "{file}: source {source} is longer or shorter than was sealed, from byte {from} on.");

        private final String zh;
        private final String en;

        Kind(String zh, String en) {
            this.zh = zh;
            this.en = en;
        }
    }

    static Finding of(Kind kind, String file) {
        return new Finding(kind, file, 0, 0, 0, -1);
    }

    public String zh() {
        return filled(kind.zh);
    }

    public String en() {
        return filled(kind.en);
    }

    private String filled(String sentence) {
        return sentence.replace("{file}", file)
                .replace("{source}", Integer.toString(source))
                .replace("{fragment}", Integer.toString(fragment))
                .replace("{from}", Long.toString(from))
                .replace("{to}", to <= from ? "…" : Long.toString(to - 1));
    }
}
