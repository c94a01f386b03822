package org.yizhan.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The usual way to record a meeting where the server does not: Chromium on a screen in memory (Xvfb) shows both
/// members side by side, ffmpeg films the screen at 1280×720 and 30 pictures a second with x264 at its fastest.
///
/// The members are two files that play again and again, so the browser is spared the network, SRTP and the sound's way
/// to the film: what it costs here is less than in a real meeting.
final class FilmedBrowser implements AutoCloseable {

    private static final int DISPLAY = 97;
    private static final String SIZE = "1280x720";

    private final Path folder;
    private final List<Process> processes = new ArrayList<>();

    private FilmedBrowser(Path folder) {
        this.folder = folder;
    }

    static FilmedBrowser prepare() throws Exception {
        FilmedBrowser film = new FilmedBrowser(Files.createTempDirectory("yizhan-film"));
        for (int member = 0; member < 2; member++) {
            // 640×720 each: two of them fill the screen.
            film.run(List.of(
                            "ffmpeg",
                            "-v",
                            "error",
                            "-f",
                            "lavfi",
                            "-i",
                            "testsrc2=s=640x720:r=30:d=20",
                            "-f",
                            "lavfi",
                            "-i",
                            "sine=f=" + (300 + 200 * member) + ":d=20",
                            "-c:v",
                            "libvpx",
                            "-b:v",
                            "1M",
                            "-deadline",
                            "realtime",
                            "-cpu-used",
                            "8",
                            "-c:a",
                            "libopus",
                            film.member(member).toString()))
                    .waitFor();
        }
        Files.writeString(film.folder.resolve("meeting.html"), """
                <!doctype html><body style="margin:0;display:flex;background:#000">
                <video src="member-0.webm" width="640" height="720" autoplay loop></video>
                <video src="member-1.webm" width="640" height="720" autoplay loop></video>
                """);
        return film;
    }

    private Path member(int member) {
        return folder.resolve("member-" + member + ".webm");
    }

    private Process run(List<String> command) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                .start();
    }

    /// Films for a while.
    ///
    /// @return seconds of CPU that screen, browser and ffmpeg used together in `seconds`, after `warm` seconds
    double cpuSeconds(int warm, int seconds) throws Exception {
        Path film = folder.resolve("film.mkv");
        try {
            start("Xvfb", ":" + DISPLAY, "-screen", "0", SIZE + "x24", "-nolisten", "tcp");
            awaitFile(Path.of("/tmp/.X11-unix/X" + DISPLAY));
            Path profile = Files.createTempDirectory(folder, "profile");
            start(
                    "env",
                    "DISPLAY=:" + DISPLAY,
                    "chromium",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--no-first-run",
                    "--disable-sync",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--autoplay-policy=no-user-gesture-required",
                    "--user-data-dir=" + profile,
                    "--window-position=0,0",
                    "--window-size=1280,720",
                    "--kiosk",
                    "file://" + folder.resolve("meeting.html"));
            start(
                    "ffmpeg",
                    "-v",
                    "error",
                    "-y",
                    "-f",
                    "x11grab",
                    "-framerate",
                    "30",
                    "-video_size",
                    SIZE,
                    "-i",
                    ":" + DISPLAY,
                    "-c:v",
                    "libx264",
                    "-preset",
                    "ultrafast",
                    film.toString());
            TimeUnit.SECONDS.sleep(warm);
            double before = used();
            TimeUnit.SECONDS.sleep(seconds);
            double used = used() - before;
            for (Process process : processes) {
                if (!process.isAlive()) {
                    throw new IOException("ended by itself: " + Files.readString(folder.resolve("log")));
                }
            }
            return used;
        } finally {
            stop();
        }
    }

    private void start(String... command) throws IOException {
        processes.add(run(List.of(command)));
    }

    private static void awaitFile(Path file) throws Exception {
        for (long end = System.nanoTime() + 10_000_000_000L; !Files.exists(file); TimeUnit.MILLISECONDS.sleep(20)) {
            if (System.nanoTime() > end) {
                throw new IOException("no screen: is Xvfb installed?");
            }
        }
    }

    private double used() throws IOException {
        double sum = 0;
        for (ProcessHandle process : family().toList()) {
            sum += ServerProcess.cpuSeconds(process.pid());
        }
        return sum;
    }

    private Stream<ProcessHandle> family() {
        return processes.stream().flatMap(it -> Stream.concat(Stream.of(it.toHandle()), it.descendants()));
    }

    /// The film's maker first, the screen last.
    private void stop() throws InterruptedException {
        for (Process process : processes.reversed()) {
            List<ProcessHandle> below = process.descendants().toList();
            process.destroy();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            below.forEach(ProcessHandle::destroyForcibly);
        }
        processes.clear();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        stop();
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
