package org.headroom.scenarios.capture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.headroom.scenarios.capture.Answer.Failed;
import org.headroom.scenarios.capture.Answer.Received;
import org.headroom.scenarios.capture.HtmlPage.InlineStyle;
import org.headroom.scenarios.capture.PageTree.Node;
import org.headroom.scenarios.endpoint.WebUrl;
import org.headroom.scenarios.model.Discovery;
import org.headroom.scenarios.model.Page;
import org.headroom.scenarios.model.Resource;
import org.headroom.scenarios.model.ResourceKind;

/**
 * Captures one page: the resources that its document names, then wave by wave what those lead to. Which fonts and images
 * of style sheets are loaded depends on all of them together, so those come when the last style sheet is in.
 */
final class PageCapture {
    private final FetchPool pool;
    private final HostBook hosts;
    private final CaptureLimits limits;
    private final Findings findings;
    private final PageTree tree = new PageTree();
    private final Map<Node, StyleSheet> sheets = new LinkedHashMap<>();
    private final WebUrl url;
    private final HtmlPage html;

    PageCapture(FetchPool pool, HostBook hosts, CaptureLimits limits, Findings findings, WebUrl url, HtmlPage html) {
        this.pool = pool;
        this.hosts = hosts;
        this.limits = limits;
        this.findings = findings;
        this.url = url;
        this.html = html;
    }

    Page capture(String name, Received document) throws InterruptedException {
        html.references().forEach(reference -> add(reference, Optional.empty()));
        Map<InlineStyle, StyleSheet> inline = new LinkedHashMap<>();
        for (InlineStyle style : html.styles()) {
            inline.put(style, sheet(style.css(), url));
        }
        inline.forEach((style, sheet) ->
                sheet.imports().forEach(reference -> addFromDocument(style, reference, ResourceKind.CSS)));
        fetchAll();
        List<StyleSheet> all = new ArrayList<>(inline.values());
        all.addAll(sheets.values());
        StyleUse use = new StyleUse(html.document(), all);
        inline.forEach((style, sheet) -> {
            use.fonts(sheet).forEach(font -> addFromDocument(style, font, ResourceKind.FONT));
            use.images(sheet).forEach(image -> addFromDocument(style, image, ResourceKind.IMAGE));
        });
        sheets.forEach((node, sheet) -> {
            use.fonts(sheet).forEach(font -> addFromSheet(node, font, ResourceKind.FONT));
            use.images(sheet).forEach(image -> addFromSheet(node, image, ResourceKind.IMAGE));
        });
        fetchAll();
        noteUnseen();
        return new Page(
                name, hosts.alias(url), url.path(), document.status(), OptionalLong.of(document.size()), resources());
    }

    private void addFromDocument(InlineStyle style, String reference, ResourceKind kind) {
        Discovery found = new Discovery.WhileStreaming(style.endOffset());
        html.base()
                .resolve(reference)
                .ifPresent(target -> add(new Reference(target, kind, found, true, true), Optional.empty()));
    }

    private void addFromSheet(Node parent, String reference, ResourceKind kind) {
        parent.url
                .resolve(reference)
                .ifPresent(target ->
                        add(new Reference(target, kind, new Discovery.AfterParent(), true, true), Optional.of(parent)));
    }

    private void add(Reference reference, Optional<Node> parent) {
        WebUrl target = reference.url();
        if (target.equals(url)) {
            return;
        }
        Optional<String> refusal = hosts.refusal(target);
        if (refusal.isPresent()) {
            findings.skip(target.toString(), refusal.get());
        } else if (tree.size() >= limits.resources() && !tree.contains(target)) {
            findings.skip(target.toString(), "the page has more than " + limits.resources() + " resources");
        } else {
            tree.add(reference, parent);
        }
    }

    /** Fetches until no answer names anything new. */
    private void fetchAll() throws InterruptedException {
        List<Node> waiting = tree.unanswered();
        while (!waiting.isEmpty()) {
            pool.answer(waiting);
            tree.all().forEach(this::lookInto);
            waiting = tree.unanswered();
        }
    }

    private void lookInto(Node node) {
        if (node.lookedInto || !(node.answer.orElse(null) instanceof Received answer)) {
            return;
        }
        node.lookedInto = true;
        if (answer.isRedirect()) {
            follow(node, answer.location().orElse(""));
        } else if (node.kind == ResourceKind.CSS && node.applies && answer.status() == 200) {
            StyleSheet sheet =
                    sheet(TextBody.of(answer.body(), answer.contentType()).text(), node.url);
            sheets.put(node, sheet);
            if (node.depth >= limits.importDepth() && !sheet.imports().isEmpty()) {
                findings.warn(node.url + " is imported " + node.depth + " deep; what it imports is left out");
            } else {
                sheet.imports().forEach(reference -> addFromSheet(node, reference, ResourceKind.CSS));
            }
        }
    }

    /** A redirect is a request of its own: the browser makes both. */
    private void follow(Node node, String location) {
        Optional<WebUrl> target = node.url.resolve(location);
        if (target.isEmpty() || node.depth >= limits.importDepth()) {
            findings.warn(node.url + " redirects " + (target.isEmpty() ? "nowhere" : "too often"));
        } else {
            Reference next =
                    new Reference(target.get(), node.kind, new Discovery.AfterParent(), node.awaited, node.applies);
            add(next, Optional.of(node));
        }
    }

    private StyleSheet sheet(String css, WebUrl where) {
        StyleSheet sheet = StyleReader.read(css);
        if (sheet.notUnderstood() > 0) {
            findings.warn("the CSS of " + where + " has " + sheet.notUnderstood()
                    + " places that were not understood (broken, nested or newer CSS); what they load is left out");
        }
        return sheet;
    }

    private List<Resource> resources() {
        Names ids = new Names();
        Map<Node, String> given = new LinkedHashMap<>();
        List<Resource> resources = new ArrayList<>();
        for (Node node : tree.all()) {
            boolean parentIsThere = node.initiator.map(given::containsKey).orElse(true);
            switch (node.answer.orElseThrow()) {
                case Received answer
                when parentIsThere -> {
                    note(node, answer);
                    given.put(node, ids.of(Names.fileName(node.url), node.kind.label()));
                    resources.add(resource(node, answer, given));
                }
                case Received _ -> {}
                case Failed(String reason) -> findings.skip(node.url.toString(), reason);
            }
        }
        return resources;
    }

    private void note(Node node, Received answer) {
        if (answer.status() >= 400) {
            findings.warn(node.url + " answers " + answer.status() + "; browsers ask for it all the same, so it stays");
        }
        if (answer.cut()) {
            findings.warn(node.url + " is larger than " + limits.bodyBytes() + " bytes; its size is left open");
        }
    }

    private Resource resource(Node node, Received answer, Map<Node, String> ids) {
        return new Resource(
                Optional.ofNullable(ids.get(node)).orElseThrow(),
                node.kind,
                hosts.alias(node.url),
                node.url.path(),
                node.initiator.flatMap(parent -> Optional.ofNullable(ids.get(parent))),
                node.discovery,
                answer.status(),
                answer.cut() ? OptionalLong.empty() : OptionalLong.of(answer.size()),
                node.isAwaited(),
                answer.cacheable());
    }

    private void noteUnseen() {
        HtmlPage.Counts counts = html.counts();
        String page = " of " + url.path() + " ";
        if (counts.scripts() > 0) {
            findings.unseen("the " + counts.scripts() + " scripts" + page
                    + "may request more while they run: Headroom does not run them");
        }
        if (counts.frames() > 0) {
            findings.unseen("the " + counts.frames() + " frames" + page + "load resources of their own");
        }
        if (counts.media() > 0) {
            findings.unseen("the " + counts.media() + " audio and video elements" + page
                    + "load parts of their files when they play");
        }
        if (!counts.icon()) {
            findings.unseen("browsers ask for /favicon.ico, since no icon is linked");
        }
    }
}
