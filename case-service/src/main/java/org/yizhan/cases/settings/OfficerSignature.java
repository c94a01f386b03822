package org.yizhan.cases.settings;

/// How officers sign decisions.
public enum OfficerSignature {
    /// ECDSA on P-256 over SHA-256.
    ECDSA,
    /// SM2 over SM3 (GB/T 32918, GB/T 32905).
    SM2
}
