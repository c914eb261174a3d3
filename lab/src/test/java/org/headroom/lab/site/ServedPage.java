package org.headroom.lab.site;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.headroom.scenarios.capture.CaptureException;
import org.headroom.scenarios.capture.CaptureProgress;
import org.headroom.scenarios.capture.CaptureRequest;
import org.headroom.scenarios.capture.CaptureResult;
import org.headroom.scenarios.capture.SiteCapture;
import org.headroom.scenarios.model.Page;
import org.headroom.scenarios.model.Resource;
import org.headroom.scenarios.model.ResourceKind;

/**
 * What a client without scripts requests for a page, by Headroom's own capture, the document included.
 *
 * @param counts requests by kind
 * @param bytes by kind as transferred: what is text, after gzip
 * @param broken what is refused, not there, or on another host
 */
record ServedPage(
        String html,
        Map<ResourceKind, Integer> counts,
        Map<ResourceKind, Long> bytes,
        List<String> images,
        List<String> broken) {
    private static final Set<ResourceKind> TEXT =
            Set.of(ResourceKind.DOCUMENT, ResourceKind.CSS, ResourceKind.JS, ResourceKind.FETCH);

    static ServedPage of(HttpClient client, String base, String path)
            throws CaptureException, IOException, InterruptedException {
        CaptureResult captured = SiteCapture.capture(CaptureRequest.of(base + path), CaptureProgress.silent());
        Page page = captured.scenario().pages().getFirst();
        Map<ResourceKind, Integer> counts = new EnumMap<>(ResourceKind.class);
        Map<ResourceKind, Long> bytes = new EnumMap<>(ResourceKind.class);
        byte[] document = body(client, base + path);
        counts.put(ResourceKind.DOCUMENT, 1);
        bytes.put(ResourceKind.DOCUMENT, gzipped(document));
        for (Resource resource : page.resources()) {
            counts.merge(resource.kind(), 1, Integer::sum);
            byte[] body = body(client, base + resource.path());
            bytes.merge(resource.kind(), TEXT.contains(resource.kind()) ? gzipped(body) : body.length, Long::sum);
        }
        List<String> broken = new ArrayList<>(
                captured.skipped().stream().map(Object::toString).toList());
        page.resources().stream()
                .filter(resource -> resource.expectedStatus() != 200)
                .map(resource -> resource.expectedStatus() + " " + resource.path())
                .forEach(broken::add);
        List<String> images = page.resources().stream()
                .filter(resource -> resource.kind() == ResourceKind.IMAGE)
                .map(Resource::path)
                .toList();
        return new ServedPage(new String(document, StandardCharsets.UTF_8), counts, bytes, images, broken);
    }

    int requests() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    int count(ResourceKind kind) {
        return counts.getOrDefault(kind, 0);
    }

    long totalBytes() {
        return bytes.values().stream().mapToLong(Long::longValue).sum();
    }

    private static byte[] body(HttpClient client, String url) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofByteArray())
                .body();
    }

    private static long gzipped(byte[] body) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(body);
        }
        return out.size();
    }
}
