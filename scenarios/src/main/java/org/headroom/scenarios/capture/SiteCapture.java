package org.headroom.scenarios.capture;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.headroom.scenarios.capture.Answer.Failed;
import org.headroom.scenarios.capture.Answer.Received;
import org.headroom.scenarios.endpoint.AddressBook;
import org.headroom.scenarios.endpoint.WebUrl;
import org.headroom.scenarios.model.Page;
import org.headroom.scenarios.model.ResourceKind;
import org.headroom.scenarios.model.Scenario;
import org.headroom.scenarios.model.Visit;

/** Captures a site: fetches its pages and all that they name, and makes a scenario of what it saw. */
public final class SiteCapture {
    private static final int MAX_REDIRECTS = 10;
    private static final int TRIES_PER_PAGE = 5;
    private static final Duration THINK = Duration.ofSeconds(2);

    /** Links that are no pages, or that do something when followed. */
    private static final Pattern NO_PAGE = Pattern.compile(
            ".*/(wp-admin|wp-login\\.php|wp-json|xmlrpc\\.php|feed|cart|checkout|my-account)(/.*|\\?.*)?"
                    + "|.*[?&](add-to-cart|replytocom|action|_wpnonce|remove_item|share)=.*"
                    + "|[^?]*\\.(pdf|zip|gz|jpe?g|png|gif|webp|avif|svg|mp[34]|webm|css|js|xml|txt|docx?|xlsx?)(\\?.*)?");

    private final CaptureRequest request;
    private final FetchPool pool;
    private final Findings findings = new Findings();

    private SiteCapture(CaptureRequest request, FetchPool pool) {
        this.request = request;
        this.pool = pool;
    }

    /**
     * Captures what the request says.
     *
     * @throws CaptureException when the first page cannot be captured; the message is one line for the user
     */
    public static CaptureResult capture(CaptureRequest request, CaptureProgress progress) throws CaptureException {
        AddressBook book = new AddressBook(request.resolver(), request.resolutions());
        try (Fetcher fetcher = new Fetcher(request.trust(), book, request.limits())) {
            return new SiteCapture(request, new FetchPool(fetcher, progress)).run();
        } catch (IOException e) {
            throw new CaptureException(String.valueOf(e.getMessage()));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new CaptureException("interrupted while capturing " + request.url());
        }
    }

    private record Loaded(WebUrl url, Received answer, HtmlPage html) {}

    private CaptureResult run() throws CaptureException, InterruptedException {
        WebUrl start = start();
        Loaded first = load(start);
        if (!first.url().equals(start)) {
            findings.warn(start + " redirects to " + first.url() + ", which was captured");
        }
        HostBook hosts = new HostBook(first.url(), request.otherHosts());
        Names names = new Names();
        List<Page> pages = new ArrayList<>();
        pages.add(page(first, hosts, names));
        further(first, hosts, names, pages);
        List<String> order = pages.stream().map(Page::name).toList();
        Scenario scenario = new Scenario(
                new Names().of(first.url().host() + "-" + order.getFirst(), "captured"),
                "Captured from " + first.url(),
                hosts.hosts(),
                pages,
                List.of(new Visit("reader", 1, order, THINK)));
        return new CaptureResult(
                scenario, first.url().toString(), findings.warnings(), findings.skipped(), findings.unseen());
    }

    private WebUrl start() throws CaptureException {
        String url = request.url().strip();
        if (url.replaceAll("[?#].*", "").matches("[^/]*//[^/]*@.*")) {
            throw new CaptureException(
                    url.replaceAll("//[^/]*@", "//…@") + ": leave out user and password, Headroom sends none");
        }
        return WebUrl.parse(url).orElseThrow(() -> new CaptureException("'" + url + "' is no http:// or https:// URL"));
    }

    private Page page(Loaded loaded, HostBook hosts, Names names) throws InterruptedException {
        PageCapture capture = new PageCapture(pool, hosts, request.limits(), findings, loaded.url(), loaded.html());
        return capture.capture(names.of(Names.pageName(loaded.url()), "page"), loaded.answer());
    }

    /** Follows the first page's links in their order until there are enough pages. */
    private void further(Loaded first, HostBook hosts, Names names, List<Page> pages) throws InterruptedException {
        Set<WebUrl> seen = new HashSet<>(List.of(first.url()));
        int tries = (request.pages() - 1) * TRIES_PER_PAGE;
        for (WebUrl link : new LinkedHashSet<>(first.html().links())) {
            if (pages.size() >= request.pages() || tries == 0) {
                break;
            }
            boolean candidate = link.sameServer(first.url())
                    && !NO_PAGE.matcher(link.path().toLowerCase(Locale.ROOT)).matches();
            if (!candidate || !seen.add(link)) {
                continue;
            }
            tries--;
            try {
                Loaded loaded = load(link);
                boolean fresh = loaded.url().equals(link) || seen.add(loaded.url());
                if (fresh && loaded.url().sameServer(first.url())) {
                    pages.add(page(loaded, hosts, names));
                }
            } catch (CaptureException e) {
                findings.warn("left out: " + e.getMessage());
            }
        }
        if (pages.size() < request.pages()) {
            findings.warn("only " + pages.size() + " of " + request.pages() + " pages were found through links on "
                    + first.url());
        }
    }

    /** Loads a document, following redirects. */
    private Loaded load(WebUrl start) throws CaptureException, InterruptedException {
        Set<WebUrl> visited = new LinkedHashSet<>();
        WebUrl url = start;
        while (visited.add(url)) {
            if (visited.size() > MAX_REDIRECTS + 1) {
                throw new CaptureException(start + " redirects more than " + MAX_REDIRECTS + " times");
            }
            Received answer = switch (pool.fetch(url, ResourceKind.DOCUMENT)) {
                case Received received -> received;
                case Failed(String reason) -> throw new CaptureException(url + ": " + reason);
            };
            if (!answer.isRedirect()) {
                return loaded(url, answer);
            }
            String location = answer.location().orElse("");
            WebUrl from = url;
            url = Optional.of(location)
                    .flatMap(from::resolve)
                    .orElseThrow(
                            () -> new CaptureException(from + " redirects to '" + location + "', which is no URL"));
        }
        throw new CaptureException(start + " redirects in a circle, by way of " + url);
    }

    private static Loaded loaded(WebUrl url, Received answer) throws CaptureException {
        if (answer.status() != 200) {
            throw new CaptureException(url + " answers " + answer.status() + " instead of a page");
        }
        String type = answer.contentType().toLowerCase(Locale.ROOT);
        if (!type.isEmpty() && !type.startsWith("text/html") && !type.startsWith("application/xhtml+xml")) {
            throw new CaptureException(url + " is no HTML page but " + type);
        }
        if (answer.cut()) {
            throw new CaptureException(url + " is larger than any page (" + answer.size() + " bytes and more)");
        }
        TextBody body = TextBody.of(answer.body(), answer.contentType());
        return new Loaded(url, answer, HtmlReader.read(body, url));
    }
}
