package org.yizhan.bench.approvals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What was asked for.
///
/// @param clients  how many at once, one figure after the other; the last line is about 32, or the last
/// of them
/// @param warm     seconds that each side runs before it is measured
/// @param measured seconds that each side is measured
/// @param burn     seconds that each side runs with four clients before everything else, so that the
/// JVM has compiled both
/// @param slice    seconds after which the sides take turns
/// @param peer     whether Flowable runs too
/// @param http     over HTTP with a signed-in session, without the peer
record Options(List<Integer> clients, int warm, int measured, int burn, int slice, boolean peer, boolean http) {

    static Options read(String... words) {
        var http = words.length > 0 && words[0].equals("http");
        var clients = http ? List.of(32) : List.of(8, 32, 64);
        var numbers = new int[] {30, 60, 60, 15};
        var names = List.of("--warm", "--measured", "--burn", "--slice");
        var peer = !http;
        var rest = new ArrayList<>(Arrays.asList(words).subList(1, words.length));
        while (!rest.isEmpty()) {
            var word = rest.removeFirst();
            if (word.equals("--no-peer")) {
                peer = false;
            } else if (word.equals("--clients") && !rest.isEmpty()) {
                clients = Arrays.stream(rest.removeFirst().split(","))
                        .map(Integer::valueOf)
                        .toList();
            } else if (names.contains(word) && !rest.isEmpty()) {
                numbers[names.indexOf(word)] = Integer.parseInt(rest.removeFirst());
            } else {
                throw new IllegalArgumentException("./bench approvals has no option " + word);
            }
        }
        return new Options(clients, numbers[0], numbers[1], numbers[2], numbers[3], peer, http);
    }

    int most() {
        return clients.stream().max(Integer::compare).orElseThrow();
    }
}
