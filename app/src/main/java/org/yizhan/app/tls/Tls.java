package org.yizhan.app.tls;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yizhan.app.launch.Refusal;

/// What `--tls` says, as settings of the web server.
public final class Tls {

    private Tls() {}

    /// @param option `auto`, `certificate.pem,key.pem` or null for plain HTTP
    /// @param data   the data folder, which keeps a certificate made here
    public static Map<String, String> settings(@Nullable String option, Path data, Clock clock) {
        if (option == null) {
            return Map.of();
        }
        var files = option.equals("auto") ? TrialCertificate.in(data.resolve("tls"), clock) : named(option);
        return Map.of(
                "server.ssl.certificate", files.certificate().toUri().toString(),
                "server.ssl.certificate-private-key", files.key().toUri().toString());
    }

    private static PemFiles named(String option) {
        var names = option.split(",", -1);
        if (names.length == 2 && Files.isReadable(Path.of(names[0])) && Files.isReadable(Path.of(names[1]))) {
            return new PemFiles(
                    Path.of(names[0]).toAbsolutePath(), Path.of(names[1]).toAbsolutePath());
        }
        throw new Refusal(
                Refusal.Reason.OPTION,
                "--tls 需要 auto，或两个可读的 PEM 文件：证书,私钥。",
                "--tls needs auto, or two readable PEM files: certificate,key.");
    }

    /// A certificate chain and its private key.
    record PemFiles(Path certificate, Path key) {}
}
