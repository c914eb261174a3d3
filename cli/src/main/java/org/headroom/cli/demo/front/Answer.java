package org.headroom.cli.demo.front;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/**
 * What the proxy answers, in no protocol's words yet.
 *
 * @param status HTTP status
 * @param headers lower-case names, in order
 * @param body may be shared: take a duplicate
 */
record Answer(int status, List<Map.Entry<String, String>> headers, ByteBuffer body) {
    Answer {
        headers = List.copyOf(headers);
    }
}
