package org.yizhan.media.transport;

/// What a DTLS handshake agreed on (RFC 5764 §4.2).
record SrtpKeys(SrtpProfile profile, byte[] clientKey, byte[] serverKey, byte[] clientSalt, byte[] serverSalt) {

    static SrtpKeys of(SrtpProfile profile, byte[] material) {
        int key = profile.keyLength();
        int salt = profile.saltLength();
        return new SrtpKeys(
                profile,
                cut(material, 0, key),
                cut(material, key, key),
                cut(material, 2 * key, salt),
                cut(material, 2 * key + salt, salt));
    }

    static int length(SrtpProfile profile) {
        return 2 * (profile.keyLength() + profile.saltLength());
    }

    private static byte[] cut(byte[] material, int from, int length) {
        byte[] part = new byte[length];
        System.arraycopy(material, from, part, 0, length);
        return part;
    }

    @Override
    public String toString() {
        return "SrtpKeys[" + profile + "]";
    }
}
