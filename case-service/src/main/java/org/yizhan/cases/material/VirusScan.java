package org.yizhan.cases.material;

import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import org.yizhan.cases.blob.BlockingWork;
import org.yizhan.cases.docket.CaseProblems;
import org.yizhan.cases.settings.CaseSettings;
import org.yizhan.platform.problem.Problem;
import reactor.core.publisher.Mono;

/// Has what is handed in looked through before it is kept: by a ClamAV daemon, when one is named. What cannot be looked
/// through is not kept.
@Component
class VirusScan {

    private static final Problem INFECTED =
            Problem.of(422, "material-infected", "文件含有病毒，已拒绝。", "The file holds a virus and was refused.");
    private static final Problem UNAVAILABLE = Problem.of(
            503,
            "virus-scan-unavailable",
            "病毒检查暂时不可用，请稍后再试。",
            "Files cannot be looked through for viruses just now; please try again.");

    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final int CHUNK = 64 * 1024;
    private static final int LONGEST_ANSWER = 1_000;

    private final String daemon;
    private final BlockingWork work;

    @Autowired
    VirusScan(CaseSettings settings, BlockingWork work) {
        this(settings.virusScan(), work);
    }

    /// @param daemon `host:port`; empty for none
    VirusScan(String daemon, BlockingWork work) {
        this.daemon = daemon;
        this.work = work;
    }

    /// Refuses a content that holds a virus.
    Mono<Void> check(byte[] content) {
        if (daemon.isEmpty()) {
            return Mono.empty();
        }
        return work.run(() -> ask(content))
                .onErrorResume(IOException.class, _ -> CaseProblems.refuse(UNAVAILABLE))
                .flatMap(answer -> switch (answer) {
                    case "stream: OK" -> Mono.empty();
                    case String found when found.endsWith(" FOUND") -> CaseProblems.refuse(INFECTED);
                    default -> CaseProblems.refuse(UNAVAILABLE);
                });
    }

    /// The daemon's command INSTREAM: chunks with their length before them, an empty one at the end.
    private String ask(byte[] content) throws IOException {
        var at = daemon.lastIndexOf(':');
        try (var socket = new Socket()) {
            socket.setSoTimeout((int) LONGEST.toMillis());
            socket.connect(
                    new InetSocketAddress(daemon.substring(0, at), Integer.parseInt(daemon.substring(at + 1))),
                    (int) LONGEST.toMillis());
            var out = new DataOutputStream(socket.getOutputStream());
            out.write("zINSTREAM\0".getBytes(StandardCharsets.US_ASCII));
            for (var from = 0; from < content.length; from += CHUNK) {
                var length = Math.min(CHUNK, content.length - from);
                out.writeInt(length);
                out.write(content, from, length);
            }
            out.writeInt(0);
            out.flush();
            var answer = new String(socket.getInputStream().readNBytes(LONGEST_ANSWER), StandardCharsets.US_ASCII);
            return answer.replace("\0", "").strip();
        }
    }
}
