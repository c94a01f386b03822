package org.yizhan.app.launch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the command line asks for.
///
/// @param port      public HTTP port
/// @param mediaPort UDP port of the media bridge
/// @param data      folder that keeps everything which must survive
/// @param demo      whether the demo organisation and its accounts are loaded
/// @param tls       `auto`, or `certificate.pem,key.pem`; null for plain HTTP
/// @param redis     `redis://` address; null to keep live state in this process
/// @param database  `postgresql://user:password@host:port/name`; null to run the embedded PostgreSQL
/// @param spring    options with a dot in their name, handed on as they are: `--yizhan.part.secret=...`
public record LaunchOptions(
        Role role,
        int port,
        int mediaPort,
        Path data,
        boolean demo,
        @Nullable String tls,
        @Nullable String redis,
        @Nullable String database,
        List<String> spring) {

    public static final int PORT = 8080;
    public static final int MEDIA_PORT = 10000;

    /// Reads the command line.
    ///
    /// @throws Refusal naming the first option that is wrong
    public static LaunchOptions of(List<String> arguments) {
        var role = Role.ALL;
        var port = PORT;
        var mediaPort = MEDIA_PORT;
        var data = Path.of("data");
        var demo = true;
        @Nullable String tls = null;
        @Nullable String redis = null;
        @Nullable String database = System.getenv("YIZHAN_DATABASE");
        var spring = new ArrayList<String>();
        for (var words = words(arguments).iterator(); words.hasNext(); ) {
            var word = words.next();
            switch (word) {
                case "--role" -> role = Role.of(value(word, words));
                case "--port" -> port = portNumber(word, value(word, words));
                case "--media-port" -> mediaPort = portNumber(word, value(word, words));
                case "--data" -> data = Path.of(value(word, words));
                case "--no-demo" -> demo = false;
                case "--tls" -> tls = value(word, words);
                case "--redis" -> redis = value(word, words);
                case "--database" -> database = value(word, words);
                default -> spring.add(handedOn(word));
            }
        }
        return new LaunchOptions(
                role,
                port,
                mediaPort,
                data.toAbsolutePath().normalize(),
                demo,
                tls,
                redis,
                database,
                List.copyOf(spring));
    }

    /// Splits `--name=value` of our own options in two words; leaves Spring's properties whole.
    private static List<String> words(List<String> arguments) {
        var words = new ArrayList<String>();
        for (var argument : arguments) {
            var name = argument.split("=", 2)[0];
            if (argument.contains("=") && !name.contains(".")) {
                words.add(name);
                words.add(argument.substring(name.length() + 1));
            } else {
                words.add(argument);
            }
        }
        return words;
    }

    private static String value(String option, Iterator<String> words) {
        if (!words.hasNext()) {
            throw new Refusal(Refusal.Reason.OPTION, "选项 " + option + " 缺少值。", "Option " + option + " needs a value.");
        }
        return words.next();
    }

    private static int portNumber(String option, String text) {
        try {
            var port = Integer.parseInt(text);
            if (port > 0 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException _) {
            // Refused below, like a number out of range.
        }
        throw new Refusal(
                Refusal.Reason.OPTION,
                "选项 " + option + " 需要 1 到 65535 之间的端口号，而不是“" + text + "”。",
                "Option " + option + " needs a port number from 1 to 65535, not \"" + text + "\".");
    }

    private static String handedOn(String word) {
        if (word.startsWith("--") && word.contains(".") && word.contains("=")) {
            return word;
        }
        throw new Refusal(
                Refusal.Reason.OPTION,
                "不认识选项“" + word + "”；用 ./run --help 查看全部选项。",
                "Unknown option \"" + word + "\"; ./run --help lists them all.");
    }
}
