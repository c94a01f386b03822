package org.yizhan.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yizhan.app.postgres.EmbeddedDatabase;

class LauncherTest {

    @TempDir
    private Path data;

    @Test
    void servesAndThenEndsCleanlyWithItsDatabase() throws Exception {
        var port = FreePort.tcp();
        try (var program = launch(port).ready()) {
            assertThat(get(port, "/actuator/health/readiness")).isEqualTo(200);
            assertThat(program.output()).contains("http://localhost:" + port + "/booth", "officer1", "yizhan-demo");
            assertThat(program.stop()).isEqualTo(143);
            assertThat(data.resolve("postgres/cluster/postmaster.pid")).doesNotExist();
        }
    }

    @Test
    void secondStartOnTheSameDataIsRefusedAndHarmless() throws Exception {
        var port = FreePort.tcp();
        try (var _ = launch(port).ready();
                var second = launch(port)) {
            assertThat(second.exitCode()).isEqualTo(3);
            assertThat(second.output())
                    .contains("正被另一个驿站进程使用", "is in use by another Yizhan process", data.toString())
                    .doesNotContain("Exception");
            assertThat(get(port, "/actuator/health/readiness")).isEqualTo(200);
        }
    }

    @Test
    void portInUseIsOneSentenceThatNamesThePort() throws Exception {
        try (var taken = new ServerSocket(0);
                var program = launch(Integer.toString(taken.getLocalPort()))) {
            assertThat(program.exitCode()).isEqualTo(4);
            assertThat(program.output())
                    .contains("Port " + taken.getLocalPort() + " is in use", "端口 " + taken.getLocalPort())
                    .doesNotContain("Exception");
        }
    }

    @Test
    void mediaPortInUseIsOneSentenceThatNamesThePort() throws Exception {
        try (var taken = new DatagramSocket();
                var program = LaunchedProgram.start(
                        "--port", FreePort.tcp(), "--media-port=" + taken.getLocalPort(), "--data", data.toString())) {
            assertThat(program.exitCode()).isEqualTo(4);
            assertThat(program.output())
                    .contains("Media UDP port " + taken.getLocalPort() + " is in use")
                    .doesNotContain("Exception");
        }
    }

    @Test
    void databaseThatDoesNotAnswerIsNamedWithoutItsPassword() throws Exception {
        var nobody = FreePort.tcp();
        try (var program = LaunchedProgram.start(
                "--port", FreePort.tcp(),
                "--media-port", FreePort.udp(),
                "--data", data.toString(),
                "--database", "postgresql://yizhan:secret@127.0.0.1:" + nobody + "/yizhan")) {
            assertThat(program.exitCode()).isEqualTo(6);
            assertThat(program.output())
                    .contains("postgresql://yizhan@127.0.0.1:" + nobody + "/yizhan")
                    .doesNotContain("secret", "Exception");
        }
    }

    @Test
    void unknownOptionIsNamed() throws Exception {
        try (var program = LaunchedProgram.start("--prot", "80")) {
            assertThat(program.exitCode()).isEqualTo(2);
            assertThat(program.output()).contains("--prot").doesNotContain("Exception");
        }
    }

    @Test
    void dataOfANewerProgramIsRefusedUntouched() throws Exception {
        try (var program = launch(FreePort.tcp()).ready()) {
            program.stop();
        }
        pretendThatANewerProgramWrote();
        try (var program = launch(FreePort.tcp())) {
            assertThat(program.exitCode()).isEqualTo(5);
            assertThat(program.output())
                    .contains("written by a newer version of Yizhan", "9999", "由更新版本的驿站写入")
                    .doesNotContain("Exception");
        }
    }

    private LaunchedProgram launch(String port) throws Exception {
        return LaunchedProgram.start("--port", port, "--media-port", FreePort.udp(), "--data", data.toString());
    }

    private void pretendThatANewerProgramWrote() throws Exception {
        try (var embedded = EmbeddedDatabase.start(data, LaunchedProgram.POSTGRES, 0)) {
            var database = embedded.database();
            var url = "jdbc:postgresql://127.0.0.1:" + database.port() + "/" + database.name();
            try (var connection = DriverManager.getConnection(url, database.user(), database.password());
                    var statement = connection.createStatement()) {
                statement.execute("""
                        insert into platform.flyway_schema_history
                          (installed_rank, version, description, type, script, installed_by, execution_time, success)
                        values (9999, '9999', 'from the future', 'SQL', 'V9999__from_the_future.sql', 'x', 1, true)
                        """);
            }
        }
        assertThat(Files.exists(data.resolve("postgres/cluster/postmaster.pid")))
                .isFalse();
    }

    private static int get(String port, String path) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }
}
