package org.yizhan.media.whip;

import java.util.Optional;
import java.util.regex.Pattern;

/// The body of a PATCH (RFC 8840 §9): candidates of the client's, or new ICE credentials. Candidates are of no
/// use to us: as the lite side we answer whoever checks.
///
/// @param fragment the client's user name fragment; empty: not told
record IceFragment(String fragment) {

    /// A client with many interfaces sends some 4,000 characters.
    static final int MAX_LENGTH = 20_000;

    private static final Pattern FRAGMENT = Pattern.compile("[A-Za-z0-9+/=_-]{4,256}");
    private static final String UFRAG = "a=ice-ufrag:";

    /// Empty when it is no such body.
    static Optional<IceFragment> read(String body) {
        String fragment = "";
        boolean anything = false;
        if (body.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        for (String line : body.split("\r?\n")) {
            if (line.isEmpty()) {
                continue;
            }
            if (line.length() < 2 || line.charAt(1) != '=') {
                return Optional.empty();
            }
            anything |= line.startsWith("a=candidate:") || line.startsWith("a=end-of-candidates");
            if (line.startsWith(UFRAG)) {
                String told = line.substring(UFRAG.length());
                if (!FRAGMENT.matcher(told).matches() || !fragment.isEmpty() && !fragment.equals(told)) {
                    return Optional.empty();
                }
                fragment = told;
            }
        }
        return anything || !fragment.isEmpty() ? Optional.of(new IceFragment(fragment)) : Optional.empty();
    }
}
