package org.headroom.cli.demo.front;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.headroom.cli.demo.origin.DemoOrigin;
import org.headroom.cli.demo.origin.Verdict;
import org.headroom.cli.demo.origin.Work;
import org.headroom.cli.demo.site.DemoSite;
import org.headroom.cli.demo.site.SiteFile;

/** Passes every request on to the origin, files too: the arrangement that claim C4 is about. */
public final class Proxy {
    private static final ByteBuffer NO_BODY = ByteBuffer.allocate(0).asReadOnlyBuffer();

    private final DemoSite site;
    private final DemoOrigin origin;

    public Proxy(DemoSite site, DemoOrigin origin) {
        this.site = site;
        this.origin = origin;
    }

    /**
     * Answers a request some time; returns at once.
     *
     * @param answer called once, on a thread that it must not keep
     */
    void handle(String method, String path, Optional<String> ifNoneMatch, Consumer<Answer> answer) {
        boolean head = method.equals("HEAD");
        if (!head && !method.equals("GET")) {
            answer.accept(message(405, "The demo answers GET and HEAD."));
            return;
        }
        SiteFile file = site.find(path);
        boolean unchanged = file.etag().isPresent() && file.etag().equals(ifNoneMatch);
        boolean bodiless = head || unchanged;
        var work = new Work(kind(file), path, bodiless ? 0 : file.sizeBytes());
        origin.serve(work, verdict -> answer.accept(answer(verdict, file, unchanged, bodiless)));
    }

    private static Work.Kind kind(SiteFile file) {
        return switch (file.maker()) {
            case APACHE -> Work.Kind.STATIC;
            case PHP -> Work.Kind.PHP;
        };
    }

    private static Answer answer(Verdict verdict, SiteFile file, boolean unchanged, boolean bodiless) {
        return switch (verdict) {
            case SERVED ->
                new Answer(
                        unchanged ? 304 : file.status(), headers(file, unchanged), bodiless ? NO_BODY : file.content());
            case CONNECTION_REFUSED -> message(502, "The origin refused the connection: its listen backlog is full.");
            case BACKLOG_FULL -> message(503, "PHP-FPM is at its limit and its backlog is full.");
            case STOPPED -> message(503, "The demo ends.");
        };
    }

    private static List<Map.Entry<String, String>> headers(SiteFile file, boolean unchanged) {
        List<Map.Entry<String, String>> headers = new ArrayList<>(4);
        if (!unchanged) {
            headers.add(Map.entry("content-type", file.contentType()));
            headers.add(Map.entry("content-length", Integer.toString(file.sizeBytes())));
        }
        file.cacheControl().ifPresent(value -> headers.add(Map.entry("cache-control", value)));
        file.etag().ifPresent(value -> headers.add(Map.entry("etag", value)));
        file.location().ifPresent(value -> headers.add(Map.entry("location", value)));
        return headers;
    }

    private static Answer message(int status, String text) {
        byte[] body = (text + "\n").getBytes(StandardCharsets.UTF_8);
        return new Answer(
                status,
                List.of(
                        Map.entry("content-type", "text/plain; charset=utf-8"),
                        Map.entry("content-length", Integer.toString(body.length)),
                        Map.entry("cache-control", "no-store")),
                ByteBuffer.wrap(body));
    }
}
