package org.headroom.loadgen.transport;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** A fake h1 server with bad days. */
final class FakeH1Server extends FakeTlsServer {
    private static final String INTERIM = String.join(
            "\r\n",
            "HTTP/1.1 100 Continue",
            "",
            "HTTP/1.1 103 Early Hints",
            "link: </a.css>",
            "",
            "HTTP/1.1 200 OK",
            "transfer-encoding: chunked",
            "",
            "3;part=one",
            "hel",
            "2",
            "lo",
            "0",
            "x-trailer: yes",
            "x-more: of it",
            "",
            "");

    private static final String FINE = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";

    FakeH1Server(TestCertificate certificate) {
        super(certificate, "http/1.1");
    }

    @Override
    void serve(Client client) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(client.in(), StandardCharsets.US_ASCII));
        while (true) {
            String path = path(in);
            answer(client, BadDay.of(path));
        }
    }

    /** Reads a request without body. */
    private static String path(BufferedReader in) throws IOException {
        String first = in.readLine();
        for (String line = first; line == null || !line.isEmpty(); line = in.readLine()) {
            if (line == null) {
                throw new EOFException();
            }
        }
        return first.split(" ", -1)[1];
    }

    private static void answer(Client client, BadDay day) throws IOException {
        OutputStream out = client.out();
        switch (day) {
            case FINE -> send(out, FINE);
            case RESET -> {
                send(out, "HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\nonly this");
                client.reset();
            }
            case HALF_CLOSED -> {
                send(out, "HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\nonly this");
                client.endOurHalf();
                waitForTheEnd(client);
            }
            case SLOW_LORIS -> {
                send(out, "HTTP/1.1 200 OK\r\nx-slow: ");
                dripForEver(out, "z");
            }
            case SHORT_BODY -> {
                send(out, "HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\nonly this");
                throw new EOFException("a proper goodbye, but too early");
            }
            case LONG_BODY -> send(out, "HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello and more");
            case ODD_LENGTH -> send(out, "HTTP/1.1 200 OK\r\ncontent-length: some\r\n\r\nhello");
            case ENDLESS -> {
                send(out, "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n");
                dripForEver(out, "5\r\nhello\r\n");
            }
            case MANY_HEADERS -> {
                StringBuilder head = new StringBuilder("HTTP/1.1 200 OK\r\n");
                for (int i = 0; i < BadDay.HEADERS; i++) {
                    head.append("x-header-").append(i).append(": of no use\r\n");
                }
                send(out, head.append("content-length: 5\r\n\r\nhello").toString());
            }
            case INTERIM -> send(out, INTERIM);
            case GIBBERISH -> send(out, "220 mail.example.org ESMTP\r\n\r\n");
            case HALF_STREAM, RST_STREAM, REFUSED, GOAWAY, CALM ->
                throw new IllegalArgumentException("h1 has no " + day);
        }
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    /** Ends when the client closes. */
    private static void dripForEver(OutputStream out, String text) throws IOException {
        while (true) {
            send(out, text);
            pause();
        }
    }

    /** The pace of a slow server, nothing that a test waits for. */
    static void pause() throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(5);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    static void waitForTheEnd(Client client) throws IOException {
        while (client.in().read() >= 0) {}
    }
}
