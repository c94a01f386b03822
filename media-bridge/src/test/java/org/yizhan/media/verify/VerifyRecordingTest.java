package org.yizhan.media.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yizhan.media.recording.SealedFolder;
import org.yizhan.media.recording.evidence.SealAlgorithm;

class VerifyRecordingTest {

    @TempDir
    Path data;

    private Path folder;

    @BeforeEach
    void aSealedRecording() throws IOException {
        folder = SealedFolder.in(data, SealAlgorithm.ED25519);
    }

    private record Told(int code, String text) {}

    private static Told verify(String... arguments) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        int code = VerifyRecording.run(List.of(arguments), new PrintStream(text, true, StandardCharsets.UTF_8));
        return new Told(code, text.toString(StandardCharsets.UTF_8));
    }

    @Test
    void saysInTwoLanguagesThatItIsAsItWasSealed() {
        Told told = verify(folder.toString());
        assertThat(told.code()).isZero();
        assertThat(told.text()).contains("与封存时一致", "It is as it was sealed", "fingerprint");
        assertThat(verify(
                                folder.resolve("manifest.json").toString(),
                                "--key",
                                data.resolve("keys/key.pub.pem").toString())
                        .code())
                .isZero();
    }

    @Test
    void namesTheFragmentThatWasChanged() throws IOException {
        try (RandomAccessFile file =
                new RandomAccessFile(folder.resolve("source-1.webm").toFile(), "rw")) {
            file.seek(file.length() / 2);
            int was = file.read();
            file.seek(file.length() / 2);
            file.write(was ^ 4);
        }
        Told told = verify(folder.toString());
        assertThat(told.code()).isEqualTo(1);
        assertThat(told.text()).containsPattern("第 1 路第 \\d+ 个片段（字节 \\d+–\\d+）");
        assertThat(told.text()).containsPattern("fragment \\d+ of source 1 \\(bytes \\d+–\\d+\\)");
    }

    @Test
    void aDamagedOrForeignKeyIsSaid() throws IOException {
        Path key = folder.resolve("seal-key.pem");
        Files.writeString(key, Files.readString(key).replace("BEGIN", "BEGUN"));
        assertThat(verify(folder.toString()).text()).contains("seal-key.pem");
        Path other = SealedFolder.in(data.resolve("other"), SealAlgorithm.SM2).resolve("seal-key.pem");
        Told told = verify(folder.toString(), "--key", other.toString());
        assertThat(told.code()).isEqualTo(1);
        assertThat(told.text()).contains("another key");
    }

    @Test
    void sealsWithSm2OverSm3HoldToo() throws IOException {
        Path chinese = SealedFolder.in(data.resolve("sm"), SealAlgorithm.SM2);
        assertThat(Files.readString(chinese.resolve("manifest.json"))).contains("SM2-SM3");
        assertThat(verify(chinese.toString()).code()).isZero();
    }

    @Test
    void whatCannotBeReadIsNotCalledChanged() {
        assertThat(verify(data.resolve("nothing").toString()).code()).isEqualTo(2);
        assertThat(verify().code()).isEqualTo(2);
        assertThat(verify("--unknown").code()).isEqualTo(2);
    }
}
