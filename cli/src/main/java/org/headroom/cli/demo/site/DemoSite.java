package org.headroom.cli.demo.site;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.headroom.scenarios.model.Page;
import org.headroom.scenarios.model.Resource;
import org.headroom.scenarios.model.ResourceKind;
import org.headroom.scenarios.model.Scenario;

/**
 * Every document and resource of a scenario, with a body of its captured size. All hosts of the scenario are folded into
 * one. A path that several pages name is one file: the first to name it gives its kind and size, and a style sheet names
 * what it pulls in on any of them.
 */
public final class DemoSite {
    private static final Optional<String> KEEP = Optional.of("public, max-age=2592000");
    private static final Optional<String> DO_NOT_KEEP = Optional.of("no-store");

    private final List<Page> pages;
    private final long seed;
    private final Names names;
    private final Map<String, Map<String, Resource>> childrenOfPath = new HashMap<>();
    private final Map<String, SiteFile> files = new LinkedHashMap<>();
    private final SiteFile notFound;

    public DemoSite(Scenario scenario, long seed) {
        this.pages = scenario.pages();
        this.seed = seed;
        this.names = new Names(pages);
        pages.forEach(this::noteChildren);
        pages.forEach(page -> files.computeIfAbsent(page.path(), _ -> document(page)));
        pages.stream()
                .flatMap(page -> page.resources().stream())
                .forEach(resource -> files.computeIfAbsent(resource.path(), _ -> file(resource)));
        byte[] message = "<!DOCTYPE html><title>Not found</title><p>The demo has no such page.\n"
                .getBytes(StandardCharsets.UTF_8);
        notFound = new SiteFile(
                "",
                SiteFile.Maker.PHP,
                404,
                "text/html; charset=utf-8",
                DO_NOT_KEEP,
                Optional.empty(),
                Optional.empty(),
                direct(message));
    }

    /**
     * What answers a path. A query that the scenario does not have is ignored, as Apache does for files and WordPress
     * for parameters that it does not know; for a path that it does not have WordPress makes a page that says so.
     */
    public SiteFile find(String pathAndQuery) {
        SiteFile exact = files.get(pathAndQuery);
        if (exact != null) {
            return exact;
        }
        return files.getOrDefault(ContentTypes.withoutQuery(pathAndQuery), notFound);
    }

    /** Every file, documents first. */
    public List<SiteFile> files() {
        return List.copyOf(files.values());
    }

    private void noteChildren(Page page) {
        Map<String, Resource> byId = new HashMap<>();
        page.resources().forEach(resource -> byId.put(resource.id(), resource));
        for (Resource resource : page.resources()) {
            Resource parent = resource.initiator().map(byId::get).orElse(null);
            if (parent != null) {
                childrenOfPath
                        .computeIfAbsent(parent.path(), _ -> new LinkedHashMap<>())
                        .putIfAbsent(resource.path(), resource);
            }
        }
    }

    private SiteFile document(Page page) {
        String html = new HtmlBody(pages, names, filler(page.path()))
                .render(page, size(page.sizeBytes(), ResourceKind.DOCUMENT));
        return new SiteFile(
                page.path(),
                SiteFile.Maker.PHP,
                page.expectedStatus(),
                ContentTypes.of("/", ResourceKind.DOCUMENT),
                Optional.empty(),
                Optional.empty(),
                location(page.expectedStatus(), "/"),
                direct(html.getBytes(StandardCharsets.UTF_8)));
    }

    private SiteFile file(Resource resource) {
        byte[] body = body(resource, size(resource.sizeBytes(), resource.kind()));
        return new SiteFile(
                resource.path(),
                ContentTypes.maker(resource.path()),
                resource.expectedStatus(),
                ContentTypes.of(resource.path(), resource.kind()),
                resource.cacheable() ? KEEP : DO_NOT_KEEP,
                resource.cacheable() ? Optional.of(etag(resource.path(), body.length)) : Optional.empty(),
                location(resource.expectedStatus(), redirectTarget(resource)),
                direct(body));
    }

    private byte[] body(Resource resource, int size) {
        Filler filler = filler(resource.path());
        return switch (resource.kind()) {
            case CSS ->
                utf8(new CssBody(names, filler).render(children(resource).values(), size));
            case JS -> utf8(filler.comment(size));
            case FETCH -> utf8(filler.json(size));
            case DOCUMENT -> utf8(filler.paragraphs(size));
            case IMAGE -> ContentTypes.isSvg(resource.path()) ? utf8(filler.svg(size)) : filler.noise(size);
            case FONT, OTHER -> filler.noise(size);
        };
    }

    private Map<String, Resource> children(Resource resource) {
        return childrenOfPath.getOrDefault(resource.path(), Map.of());
    }

    /** What a redirect leads to was captured as the only thing that it pulls in. */
    private String redirectTarget(Resource resource) {
        return children(resource).keySet().stream().findFirst().orElse("/");
    }

    private static Optional<String> location(int status, String target) {
        boolean redirect = status >= 300 && status < 400 && status != 304;
        return redirect ? Optional.of(target) : Optional.empty();
    }

    /** Where the capture did not see a size, a usual one for the kind. */
    private static int size(OptionalLong captured, ResourceKind kind) {
        return Math.toIntExact(captured.orElse(
                switch (kind) {
                    case DOCUMENT -> 30_000;
                    case JS -> 15_000;
                    case CSS -> 10_000;
                    case IMAGE, FONT -> 25_000;
                    case FETCH, OTHER -> 1_000;
                }));
    }

    private Filler filler(String path) {
        return new Filler(new SplittableRandom(seed * 31 + path.hashCode()));
    }

    private String etag(String path, int length) {
        return "\"%x-%x\"".formatted(length, seed * 31 + path.hashCode());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static ByteBuffer direct(byte[] bytes) {
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip().asReadOnlyBuffer();
    }
}
