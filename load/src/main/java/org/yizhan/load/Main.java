package org.yizhan.load;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `Main forwarding|capacity|recording|soak [OPTION ...] -- COMMAND-THAT-STARTS-THE-PRODUCT`
final class Main {

    /// What Janus is measured at, too.
    private static final List<String> PEERED = List.of("forwarding", "capacity");

    private Main() {}

    public static void main(String[] words) throws Exception {
        Options options = Options.of(Arrays.asList(words).subList(1, words.length));
        Tally tally = new Tally();
        boolean soaks = words[0].equals("soak");
        try (Receiver receiver = new Receiver()) {
            Members members = new Members(new Dtls(), receiver, tally);
            List<Server> servers = new ArrayList<>();
            try {
                if (options.wants("yizhan")) {
                    servers.add(Bridge.start(
                            members,
                            options.serverCores(),
                            options.command(),
                            soaks ? Soak.POOR_LINES : List.of(),
                            freePort()));
                }
                if (options.wants("janus") && PEERED.contains(words[0])) {
                    servers.add(Janus.start(members, options.serverCores(), freePort(), options.loops()));
                }
                System.out.println(
                        switch (words[0]) {
                            case "forwarding" -> forwarding(options, tally, servers);
                            case "capacity" -> capacity(options, tally, servers);
                            case "recording" -> recording(options, tally, servers.getFirst());
                            case "soak" -> new Soak(options, (Bridge) servers.getFirst()).run();
                            default -> throw new IllegalArgumentException("no such measurement: " + words[0]);
                        });
            } finally {
                for (Server server : servers) {
                    server.close();
                }
            }
        }
        System.exit(0);
    }

    private static String forwarding(Options options, Tally tally, List<Server> servers) throws Exception {
        Forwarding forwarding = new Forwarding(options, tally);
        for (int round = -options.unmeasured(); round < options.rounds(); round++) {
            if (round == 0) {
                forwarding.forget();
            }
            for (Server server : servers) {
                @Nullable Insides insides = server instanceof Bridge ? new Insides(server.pid()) : null;
                try {
                    forwarding.round(server, insides);
                } finally {
                    if (insides != null) {
                        insides.close();
                    }
                }
            }
        }
        return forwarding.json();
    }

    private static String capacity(Options options, Tally tally, List<Server> servers) throws Exception {
        Capacity capacity = new Capacity(options, tally);
        for (int round = 0; round < options.rounds(); round++) {
            for (Server server : servers) {
                capacity.round(server);
            }
        }
        return capacity.json();
    }

    private static String recording(Options options, Tally tally, Server server) throws Exception {
        Recording recording = new Recording(options, tally);
        try (FilmedBrowser film = FilmedBrowser.prepare()) {
            for (int round = -options.unmeasured(); round < options.rounds(); round++) {
                recording.round(server, film, round >= 0);
            }
        }
        return recording.json();
    }

    /// One whose next is likely free too.
    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
