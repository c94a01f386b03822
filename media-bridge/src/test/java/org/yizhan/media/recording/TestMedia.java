package org.yizhan.media.recording;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.yizhan.media.recording.frames.SourcePacket;

/// Real VP8 and Opus, encoded by ffmpeg, cut into RTP payloads here; and what ffmpeg says of a finished file.
final class TestMedia {

    static final int FRAME_RATE = 25;

    private TestMedia() {}

    /// A white flash and a beep of 100 ms every 2 seconds, from second 1 on.
    static List<byte[]> flashes(int seconds) throws IOException {
        return ivf(flashing(seconds));
    }

    static String flashing(int seconds) {
        return "color=black:s=320x240:r=25:d=" + seconds + ",geq=lum='if(lt(mod(T+1,2),0.099),235,16)':cb=128:cr=128";
    }

    static List<byte[]> beeps(int seconds) throws IOException {
        return ogg("aevalsrc='if(lt(mod(t+1,2),0.1),0.5*sin(2*PI*1000*t),0)':s=48000:d=" + seconds);
    }

    /// One VP8 frame an entry; a key frame every two seconds.
    static List<byte[]> ivf(String source) throws IOException {
        byte[] ivf = run(
                "ffmpeg",
                "-v",
                "error",
                "-f",
                "lavfi",
                "-i",
                source,
                "-c:v",
                "libvpx",
                "-deadline",
                "realtime",
                "-cpu-used",
                "8",
                "-g",
                "50",
                "-auto-alt-ref",
                "0",
                "-b:v",
                "600k",
                "-f",
                "ivf",
                "-");
        ByteBuffer in = ByteBuffer.wrap(ivf).order(ByteOrder.LITTLE_ENDIAN).position(32);
        List<byte[]> frames = new ArrayList<>();
        while (in.remaining() >= 12) {
            byte[] frame = new byte[in.getInt()];
            in.getLong();
            in.get(frame);
            frames.add(frame);
        }
        return frames;
    }

    /// One Opus packet of 20 ms an entry.
    static List<byte[]> ogg(String source) throws IOException {
        byte[] ogg = run(
                "ffmpeg",
                "-v",
                "error",
                "-f",
                "lavfi",
                "-i",
                source,
                "-c:a",
                "libopus",
                "-b:a",
                "32k",
                "-application",
                "voip",
                "-f",
                "ogg",
                "-");
        List<byte[]> packets = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(ogg);
        byte[] begun = new byte[0];
        while (in.hasRemaining()) {
            in.position(in.position() + 26);
            byte[] lacing = new byte[in.get() & 0xff];
            in.get(lacing);
            for (byte lace : lacing) {
                int length = lace & 0xff;
                int from = begun.length;
                begun = Arrays.copyOf(begun, from + length);
                in.get(begun, from, length);
                if (length < 255) {
                    packets.add(begun);
                    begun = new byte[0];
                }
            }
        }
        return packets.subList(2, packets.size());
    }

    /// RTP payloads of one VP8 frame with a 15-bit picture id.
    static List<byte[]> payloads(byte[] frame, int pictureId) {
        List<byte[]> payloads = new ArrayList<>();
        for (int at = 0; at < frame.length; at += 1100) {
            int length = Math.min(1100, frame.length - at);
            ByteBuffer payload = ByteBuffer.allocate(length + 4);
            payload.put((byte) (at == 0 ? 0x90 : 0x80)).put((byte) 0x80);
            payload.putShort((short) (0x8000 | pictureId & 0x7fff));
            payload.put(frame, at, length);
            payloads.add(payload.array());
        }
        return payloads;
    }

    /// The packets of frames at a steady rate, as they arrive after `delayNanos`.
    static List<SourcePacket> video(List<byte[]> frames, int firstSequence, long firstTimestamp, long delayNanos) {
        List<SourcePacket> packets = new ArrayList<>();
        int sequence = firstSequence;
        for (int i = 0; i < frames.size(); i++) {
            List<byte[]> payloads = payloads(frames.get(i), i);
            for (int part = 0; part < payloads.size(); part++) {
                packets.add(new SourcePacket(
                        sequence++ & 0xffff,
                        firstTimestamp + i * 90_000L / FRAME_RATE & 0xffff_ffffL,
                        part == payloads.size() - 1,
                        payloads.get(part),
                        delayNanos + i * 1_000_000_000L / FRAME_RATE));
            }
        }
        return packets;
    }

    static List<SourcePacket> audio(List<byte[]> sound, int firstSequence, long firstTimestamp, long delayNanos) {
        List<SourcePacket> packets = new ArrayList<>();
        for (int i = 0; i < sound.size(); i++) {
            packets.add(new SourcePacket(
                    firstSequence + i & 0xffff,
                    firstTimestamp + i * 960L & 0xffff_ffffL,
                    false,
                    sound.get(i),
                    delayNanos + i * 20_000_000L));
        }
        return packets;
    }

    /// What ffmpeg complains about when it decodes the whole file: nothing, if it is right.
    static String complaints(Path file) throws IOException {
        return new String(run("sh", "-c", "ffmpeg -v error -i " + file + " -f null - 2>&1"), StandardCharsets.UTF_8);
    }

    static double durationSeconds(Path file) throws IOException {
        return Double.parseDouble(probe(file, "-show_entries", "format=duration"));
    }

    static int frames(Path file) throws IOException {
        return Integer.parseInt(probe(file, "-count_frames", "-show_entries", "stream=nb_read_frames"));
    }

    private static String probe(Path file, String... what) throws IOException {
        List<String> command = new ArrayList<>(List.of("ffprobe", "-v", "error"));
        command.addAll(List.of(what));
        command.addAll(List.of("-of", "csv=p=0", file.toString()));
        return new String(run(command.toArray(String[]::new)), StandardCharsets.UTF_8).strip();
    }

    /// Times in the file at which the picture turns white.
    static List<Double> flashTimes(Path file) throws IOException {
        String lines = new String(
                run(
                        "sh",
                        "-c",
                        "ffmpeg -v error -i " + file
                                + " -vf signalstats,metadata=print:key=lavfi.signalstats.YAVG:file=- -f null - "),
                StandardCharsets.UTF_8);
        List<Double> times = new ArrayList<>();
        double time = 0;
        boolean white = false;
        for (String line : lines.split("\n")) {
            if (line.contains("pts_time:")) {
                time = Double.parseDouble(
                        line.substring(line.indexOf("pts_time:") + 9).strip());
            } else if (line.contains("YAVG=")) {
                boolean now = Double.parseDouble(line.substring(line.indexOf('=') + 1)) > 128;
                if (now && !white) {
                    times.add(time);
                }
                white = now;
            }
        }
        return times;
    }

    /// Times in the file at which a beep begins, by counting samples as the plainest player does.
    static List<Double> beepTimes(Path file) throws IOException {
        byte[] pcm =
                run("ffmpeg", "-v", "error", "-i", file.toString(), "-ac", "1", "-ar", "48000", "-f", "s16le", "-");
        ByteBuffer samples = ByteBuffer.wrap(pcm).order(ByteOrder.LITTLE_ENDIAN);
        List<Double> times = new ArrayList<>();
        long quietUntil = -1;
        for (int i = 0; i < pcm.length / 2; i++) {
            if (Math.abs(samples.getShort(2 * i)) > 4000) {
                if (i > quietUntil) {
                    times.add(i / 48_000.0);
                }
                quietUntil = i + 24_000;
            }
        }
        return times;
    }

    static byte[] run(String... command) throws IOException {
        Path errors = Files.createTempFile("ffmpeg", ".txt");
        Process process =
                new ProcessBuilder(command).redirectError(errors.toFile()).start();
        try (InputStream out = process.getInputStream()) {
            byte[] bytes = out.readAllBytes();
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException(String.join(" ", command) + ": " + Files.readString(errors));
            }
            return bytes;
        } catch (InterruptedException e) {
            throw new IOException(e);
        } finally {
            Files.delete(errors);
        }
    }
}
