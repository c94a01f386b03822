package org.yizhan.cases.docket;

import org.jspecify.annotations.Nullable;

/// Whom a case is for. Numbers are only here as ciphertext, with their blind index and what may be shown of them.
public record Resident(
        String name,
        byte[] idCipher,
        byte[] idIndex,
        String idMask,
        byte @Nullable [] phoneCipher,
        byte @Nullable [] phoneIndex,
        @Nullable String phoneMask) {

    /// What the ciphertexts are bound to.
    public static final String ID_NUMBER = "resident.id-number";

    public static final String PHONE = "resident.phone";

    private static final int MOST_STARS = 2;

    /// Family name and stars: 张*.
    public String maskedName() {
        return mask(name);
    }

    public static String mask(String name) {
        var first = new String(Character.toChars(name.codePointAt(0)));
        var rest = name.codePointCount(0, name.length()) - 1;
        return first + "*".repeat(Math.clamp(rest, 1, MOST_STARS));
    }
}
