package org.yizhan.platform.turn;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// As much of a TURN client (RFC 8656) as it takes to see what a relay allows: one allocation, one permission.
final class TurnClient implements AutoCloseable {

    private static final int ALLOCATE = 0x0003;
    private static final int CREATE_PERMISSION = 0x0008;
    private static final int USERNAME = 0x0006;
    private static final int INTEGRITY = 0x0008;
    private static final int ERROR = 0x0009;
    private static final int PEER = 0x0012;
    private static final int REALM = 0x0014;
    private static final int NONCE = 0x0015;
    private static final int TRANSPORT = 0x0019;
    private static final int COOKIE = 0x2112A442;

    private final DatagramSocket socket;
    private final InetSocketAddress relay;
    private final String username;
    private final String credential;
    private byte[] realm = new byte[0];
    private byte[] nonce = new byte[0];

    TurnClient(InetSocketAddress relay, String username, String credential) throws IOException {
        this.relay = relay;
        this.username = username;
        this.credential = credential;
        this.socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        this.socket.setSoTimeout(500);
    }

    /// 0 when the relay made an allocation, else its error code.
    int allocate() throws IOException, GeneralSecurityException {
        byte[] udp = {17, 0, 0, 0};
        Map<Integer, byte[]> challenge = ask(ALLOCATE, Map.of(TRANSPORT, udp), false);
        realm = challenge.getOrDefault(REALM, realm);
        nonce = challenge.getOrDefault(NONCE, nonce);
        return code(ask(ALLOCATE, Map.of(TRANSPORT, udp), true));
    }

    /// 0 when the relay would pass packets on to `peer`, else its error code.
    int permit(InetAddress peer) throws IOException, GeneralSecurityException {
        ByteBuffer value = ByteBuffer.allocate(8).put((byte) 0).put((byte) 1);
        value.putShort((short) (9 ^ COOKIE >>> 16))
                .putInt(ByteBuffer.wrap(peer.getAddress()).getInt() ^ COOKIE);
        return code(ask(CREATE_PERMISSION, Map.of(PEER, value.array()), true));
    }

    private static int code(Map<Integer, byte[]> answer) {
        byte[] error = answer.get(ERROR);
        return error == null ? 0 : error[2] * 100 + error[3];
    }

    private Map<Integer, byte[]> ask(int method, Map<Integer, byte[]> attributes, boolean signed)
            throws IOException, GeneralSecurityException {
        byte[] transaction = new byte[12];
        new SecureRandom().nextBytes(transaction);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        attributes.forEach((kind, value) -> add(body, kind, value));
        if (signed) {
            add(body, USERNAME, username.getBytes(StandardCharsets.UTF_8));
            add(body, REALM, realm);
            add(body, NONCE, nonce);
            add(body, INTEGRITY, sign(message(method, transaction, body.toByteArray(), 24)));
        }
        byte[] request = message(method, transaction, body.toByteArray(), 0);
        byte[] buffer = new byte[1_500];
        for (int i = 0; i < 10; i++) {
            socket.send(new DatagramPacket(request, request.length, relay));
            try {
                DatagramPacket answer = new DatagramPacket(buffer, buffer.length);
                socket.receive(answer);
                return read(ByteBuffer.wrap(buffer, 0, answer.getLength()));
            } catch (SocketTimeoutException _) {
                // Not up yet, or the packet was lost.
            }
        }
        throw new IOException("the relay does not answer");
    }

    private byte[] sign(byte[] message) throws GeneralSecurityException {
        String text = username + ":" + new String(realm, StandardCharsets.UTF_8) + ":" + credential;
        byte[] key = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(key, "HmacSHA1"));
        return mac.doFinal(message);
    }

    private static byte[] message(int method, byte[] transaction, byte[] body, int more) {
        return ByteBuffer.allocate(20 + body.length)
                .putShort((short) method)
                .putShort((short) (body.length + more))
                .putInt(COOKIE)
                .put(transaction)
                .put(body)
                .array();
    }

    private static void add(ByteArrayOutputStream body, int kind, byte[] value) {
        body.writeBytes(ByteBuffer.allocate(4)
                .putShort((short) kind)
                .putShort((short) value.length)
                .array());
        body.writeBytes(value);
        body.writeBytes(new byte[(4 - value.length % 4) % 4]);
    }

    private static Map<Integer, byte[]> read(ByteBuffer answer) {
        Map<Integer, byte[]> attributes = new HashMap<>();
        answer.position(20);
        while (answer.remaining() >= 4) {
            int kind = answer.getShort() & 0xFFFF;
            byte[] value = new byte[answer.getShort() & 0xFFFF];
            answer.get(value);
            attributes.put(kind, value);
            answer.position(Math.min(answer.limit(), answer.position() + (4 - value.length % 4) % 4));
        }
        return attributes;
    }

    @Override
    public void close() {
        socket.close();
    }
}
