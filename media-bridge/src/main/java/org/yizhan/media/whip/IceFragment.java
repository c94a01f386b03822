package org.yizhan.media.whip;

import java.util.Optional;
import java.util.regex.Pattern;
import org.yizhan.media.transport.IceCredentials;

/// The body of a PATCH (RFC 8840 §9): candidates of the client's, or new ICE credentials. Candidates are of no
/// use to us: as the lite side we answer whoever checks.
///
/// @param fragment the client's user name fragment; empty: not told
/// @param password likewise
record IceFragment(String fragment, String password) {

    /// A client with many interfaces sends some 4,000 characters.
    static final int MAX_LENGTH = 20_000;

    private static final Pattern FRAGMENT = Pattern.compile("[A-Za-z0-9+/=_-]{4,256}");
    private static final Pattern PASSWORD = Pattern.compile("[A-Za-z0-9+/=_-]{22,256}");
    private static final String UFRAG = "a=ice-ufrag:";
    private static final String PWD = "a=ice-pwd:";

    /// Empty when it is no such body.
    static Optional<IceFragment> read(String body) {
        String fragment = "";
        String password = "";
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
            } else if (line.startsWith(PWD)) {
                String told = line.substring(PWD.length());
                password = PASSWORD.matcher(told).matches() ? told : "";
            }
        }
        return anything || !fragment.isEmpty() ? Optional.of(new IceFragment(fragment, password)) : Optional.empty();
    }

    IceCredentials credentials() {
        return new IceCredentials(fragment, password);
    }
}
