package org.headroom.lab;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** One GET over FastCGI, as small as it can be: what the tests ask of PHP-FPM without Apache in between. */
final class FastCgi {
    private static final int BEGIN = 1;
    private static final int END = 3;
    private static final int PARAMS = 4;
    private static final int STDIN = 5;
    private static final int STDOUT = 6;

    private FastCgi() {}

    static String get(int port, String path, String query) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                DataOutputStream out = new DataOutputStream(socket.getOutputStream());
                DataInputStream in = new DataInputStream(socket.getInputStream())) {
            socket.setSoTimeout(10_000);
            record(out, BEGIN, new byte[] {0, 1, 0, 0, 0, 0, 0, 0});
            record(
                    out,
                    PARAMS,
                    params(Map.of(
                            "REQUEST_METHOD",
                            "GET",
                            "SCRIPT_NAME",
                            path,
                            "SCRIPT_FILENAME",
                            path,
                            "REQUEST_URI",
                            path + "?" + query,
                            "QUERY_STRING",
                            query)));
            record(out, PARAMS, new byte[0]);
            record(out, STDIN, new byte[0]);
            out.flush();
            return answer(in);
        }
    }

    private static void record(DataOutputStream out, int type, byte[] content) throws IOException {
        out.write(new byte[] {1, (byte) type, 0, 1});
        out.writeShort(content.length);
        out.writeShort(0);
        out.write(content);
    }

    private static byte[] params(Map<String, String> values) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        values.forEach((name, value) -> {
            bytes.write(name.length());
            bytes.write(value.length());
            bytes.writeBytes(name.getBytes(StandardCharsets.UTF_8));
            bytes.writeBytes(value.getBytes(StandardCharsets.UTF_8));
        });
        return bytes.toByteArray();
    }

    private static String answer(DataInputStream in) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        while (true) {
            in.readByte();
            int type = in.readByte();
            in.readUnsignedShort();
            int length = in.readUnsignedShort();
            int padding = in.readUnsignedByte();
            in.readByte();
            byte[] content = in.readNBytes(length);
            in.skipNBytes(padding);
            if (type == STDOUT) {
                text.writeBytes(content);
            } else if (type == END) {
                return text.toString(StandardCharsets.UTF_8);
            }
        }
    }
}
