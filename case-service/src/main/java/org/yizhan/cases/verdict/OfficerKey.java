package org.yizhan.cases.verdict;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/// What an officer signs with.
///
/// @param chain the officer's certificate first, then those above it
record OfficerKey(PrivateKey secret, List<X509Certificate> chain) {

    X509Certificate certificate() {
        return chain.getFirst();
    }

    /// Serial number, as it is printed.
    String serial() {
        return certificate().getSerialNumber().toString(16);
    }

    @Override
    public String toString() {
        return "OfficerKey[" + serial() + "]";
    }
}
