package org.headroom.loadgen.transport.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.headroom.loadgen.transport.FailureKind;
import org.headroom.loadgen.transport.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Netty's decoder as it is set up here: what browsers take it takes. */
class H1AnswersTest {
    private final H1Answers answers = new H1Answers();
    private final EmbeddedChannel channel = new EmbeddedChannel(answers);

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\ncontent-length: 5\n\nhello",
                "\r\nHTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello",
                "HTTP/1.1 200\r\ncontent-length: 5\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\ncontent-length: 5\r\ncontent-length: 5\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\ncontent-length: 99\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
                "HTTP/1.0 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nx{odd}name: \u00e9\r\nx-folded: one\r\n two\r\ncontent-length: 5\r\n\r\nhello",
            })
    void readsWhatBrowsersRead(String answer) {
        answers.expect(false);
        assertThat(bodyOf(read(answer))).isEqualTo("hello");
    }

    @Test
    void readsAnAnswerHoweverItIsCutUp() {
        String answer =
                "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nhel\r\n2;x=y\r\nlo\r\n0\r\nx-t: 1\r\n\r\n";
        for (int at = 1; at < answer.length(); at++) {
            answers.expect(false);
            List<HttpObject> parts = read(answer.substring(0, at));
            parts.addAll(read(answer.substring(at)));
            assertThat(bodyOf(parts)).as("cut at %d", at).isEqualTo("hello");
            assertThat(answers.endsWithMore()).isFalse();
        }
    }

    @Test
    void anAnswerToHeadHasNoBodyWhateverItsLength() {
        answers.expect(true);
        List<HttpObject> parts = read("HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\n");
        assertThat(parts).hasSize(2);
        assertThat(parts.getLast()).isInstanceOf(LastHttpContent.class);
    }

    @Test
    void interimAnswersGoBeforeTheOneToHead() {
        answers.expect(true);
        List<HttpObject> parts = read("""
                HTTP/1.1 103 Early Hints\r
                link: </a.css>\r
                \r
                HTTP/1.1 200 OK\r
                transfer-encoding: chunked\r
                \r
                """);
        assertThat(parts)
                .filteredOn(HttpResponse.class::isInstance)
                .extracting(part -> ((HttpResponse) part).status().code())
                .containsExactly(103, 200);
        assertThat(parts.getLast()).isInstanceOf(LastHttpContent.class);
    }

    @Test
    void nothingIsTakenThatWasNotAskedFor() {
        answers.expect(false);
        assertThat(bodyOf(read("HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello")))
                .isEqualTo("hello");
        assertThat(answers.endsWithMore()).isFalse();
        assertThatThrownBy(() -> read("HTTP/1.1 408 Request Timeout\r\ncontent-length: 0\r\n\r\n"))
                .isInstanceOf(CorruptedFrameException.class)
                .hasMessageContaining("no request asked for");
    }

    @Test
    void tooMuchIsToldInPlainWords() {
        answers.expect(false);
        List<HttpObject> parts = read("HTTP/1.1 200 OK\r\nx: " + "y".repeat(70_000));
        assertThat(H1Answers.malformed(parts.getLast().decoderResult().cause()))
                .isEqualTo(new Outcome.Failed(FailureKind.PROTOCOL_ERROR, "the answer's headers exceed 65536 bytes"));
    }

    private List<HttpObject> read(String bytes) {
        channel.writeInbound(Unpooled.copiedBuffer(bytes, StandardCharsets.ISO_8859_1));
        List<HttpObject> parts = new ArrayList<>();
        for (HttpObject part = channel.readInbound(); part != null; part = channel.readInbound()) {
            parts.add(part);
        }
        return parts;
    }

    private static String bodyOf(List<HttpObject> parts) {
        StringBuilder body = new StringBuilder();
        for (HttpObject part : parts) {
            assertThat(part.decoderResult().isSuccess())
                    .as("%s", part.decoderResult())
                    .isTrue();
            if (part instanceof HttpContent content) {
                body.append(content.content().toString(StandardCharsets.ISO_8859_1));
                content.release();
            }
        }
        assertThat(parts.getLast()).isInstanceOf(LastHttpContent.class);
        return body.toString();
    }
}
