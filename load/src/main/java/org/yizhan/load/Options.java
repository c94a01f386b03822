package org.yizhan.load;

import java.util.ArrayList;
import java.util.List;

/// What a measurement is asked to do.
///
/// @param seconds     of each measurement, after as many of warming up as `warm`
/// @param minutes     of a soak
/// @param unmeasured  rounds before those that count, for forwarding
/// @param meetings    two-party meetings at once; for capacity the most that are tried
/// @param serverCores as `taskset -c` has them
/// @param only        one server to measure; empty for all
/// @param equal       whether the packets of the fan have one size, which makes sending them cheaper
/// @param loops       event loops of Janus; 0 for its own default, a thread for each connection
/// @param command     starts the product
record Options(
        int seconds,
        int warm,
        int minutes,
        int rounds,
        int unmeasured,
        int meetings,
        int rate,
        int receivers,
        String serverCores,
        String only,
        boolean equal,
        int loops,
        List<String> command) {

    static Options of(List<String> words) {
        int seconds = 5;
        int warm = 5;
        int minutes = 60;
        int rounds = 3;
        int unmeasured = 1;
        int meetings = 100;
        int rate = 6_000;
        int receivers = 3;
        String cores = "0";
        String only = "";
        boolean equal = false;
        int loops = 0;
        List<String> command = new ArrayList<>();
        for (var word = words.iterator(); word.hasNext(); ) {
            String name = word.next();
            switch (name) {
                case "--seconds" -> seconds = Integer.parseInt(word.next());
                case "--warm" -> warm = Integer.parseInt(word.next());
                case "--minutes" -> minutes = Integer.parseInt(word.next());
                case "--rounds" -> rounds = Integer.parseInt(word.next());
                case "--unmeasured" -> unmeasured = Integer.parseInt(word.next());
                case "--meetings" -> meetings = Integer.parseInt(word.next());
                case "--rate" -> rate = Integer.parseInt(word.next());
                case "--receivers" -> receivers = Integer.parseInt(word.next());
                case "--server-cores" -> cores = word.next();
                case "--only" -> only = word.next();
                case "--sizes" -> equal = word.next().equals("equal");
                case "--janus-loops" -> loops = Integer.parseInt(word.next());
                case "--" -> word.forEachRemaining(command::add);
                default -> throw new IllegalArgumentException("no such option: " + name);
            }
        }
        return new Options(
                seconds,
                warm,
                minutes,
                rounds,
                unmeasured,
                meetings,
                rate,
                receivers,
                cores,
                only,
                equal,
                loops,
                List.copyOf(command));
    }

    boolean wants(String server) {
        return only.isEmpty() || only.equals(server);
    }
}
