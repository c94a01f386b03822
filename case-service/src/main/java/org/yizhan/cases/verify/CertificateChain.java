package org.yizhan.cases.verify;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The certificates in a signature: the signer's, the one that it was issued with, and so on upwards.
final class CertificateChain {

    private final Provider provider;
    private final List<X509Certificate> chain = new ArrayList<>();
    private final List<X509Certificate> unused;

    /// @param others all that are in it but the signer's
    CertificateChain(X509Certificate signer, List<X509Certificate> others, Provider provider) {
        this.provider = provider;
        this.unused = new ArrayList<>(others);
        chain.add(signer);
        while (!isSelfIssued(chain.getLast())) {
            var above = above(chain.getLast());
            if (above == null) {
                break;
            }
            unused.remove(above);
            chain.add(above);
        }
    }

    private static boolean isSelfIssued(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
    }

    private @Nullable X509Certificate above(X509Certificate certificate) {
        return unused.stream()
                .filter(c -> c.getSubjectX500Principal().equals(certificate.getIssuerX500Principal()))
                .findFirst()
                .orElse(null);
    }

    /// @param authority whom the chain has to lead to; null when it does not matter
    List<String> findings(@Nullable X509Certificate authority) {
        var found = new ArrayList<String>();
        for (var i = 0; i + 1 < chain.size(); i++) {
            if (!isBy(chain.get(i), chain.get(i + 1))) {
                found.add("the certificate of " + name(chain.get(i)) + " was not issued with the one above it");
            }
        }
        var top = chain.getLast();
        if (isSelfIssued(top) && !isBy(top, top)) {
            found.add("the certificate of " + name(top) + " was changed");
        }
        // Nothing in the file tells whether it was changed.
        if (authority == null && !isSelfIssued(top)) {
            found.add("the certificate of " + name(top) + " can be checked with --key only");
        }
        if (authority != null && !chain.contains(authority) && !isBy(top, authority)) {
            found.add("was signed with a certificate of another authority than the given one");
        }
        for (var certificate : unused) {
            found.add("holds a certificate that the signature does not need: " + name(certificate));
        }
        return found;
    }

    private boolean isBy(X509Certificate certificate, X509Certificate issuer) {
        try {
            certificate.verify(issuer.getPublicKey(), provider);
            return true;
        } catch (GeneralSecurityException | RuntimeException _) {
            // Keys and signatures that were changed make the provider throw whatever it likes.
            return false;
        }
    }

    private static String name(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().getName();
    }
}
