package org.headroom.loadgen.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.headroom.loadgen.browser.Heads.head;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.headroom.loadgen.transport.Exchange;
import org.headroom.loadgen.transport.FailureKind;
import org.headroom.scenarios.model.Page;
import org.headroom.scenarios.model.ResourceKind;
import org.headroom.scenarios.model.Scenario;
import org.headroom.scenarios.template.Secrets;
import org.headroom.scenarios.yaml.ScenarioFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logging in, searching, commenting, buying: what is sent, and when it counts as done. */
class FormTest {
    private static final String SCENARIO = """
            schema: 1
            name: forms
            hosts: { site: www.example.org }
            pages:
              login: { wordpress: login, user: "${env:WP_USER}", password: "${file:password}" }
              search: { wordpress: search, words: [galera, "two words"] }
              comment: { wordpress: comment, post: /hello/ }
              buy: { wordpress: add-to-cart, product: "42", quantity: 2 }
            visits:
              - { name: all, share: 1, pages: [login, search, comment, buy] }
            logged-in: 25%
            """;

    @TempDir
    private Path directory;

    private final FakeTransport transport = new FakeTransport();
    private final Told observer = new Told();
    private final ScheduledExecutorService pacer = Executors.newScheduledThreadPool(1);
    private final LoadTarget target = new LoadTarget(Map.of(
            "site",
            new LoadTarget.Endpoint(
                    "https",
                    "www.example.org",
                    443,
                    List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 443)))));
    private final Browsers browsers = new Browsers(transport, target);
    private final PageReplayer replayer =
            new PageReplayer(target, RequestLimits.DEFAULT, observer, pacer, () -> transport.nowNanos, "Headroom/test");
    private final Visitor visitor = browsers.open();
    private Scenario scenario = parse();

    private static Scenario parse() {
        try {
            return ScenarioFile.parse("forms.yaml", SCENARIO);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @BeforeEach
    void password() throws Exception {
        Files.writeString(directory.resolve("password"), "s3cret&more\n");
    }

    @AfterEach
    void stopPacer() {
        pacer.shutdownNow();
    }

    private Secrets secrets() {
        return new Secrets(directory, name -> name.equals("WP_USER") ? "editor" : null);
    }

    private void view(String name) {
        Page page = scenario.page(name);
        replayer.replay(new PageTree(page, secrets()), visitor, transport.nowNanos, _ -> {});
    }

    private PageView lastView() {
        return observer.views.getLast();
    }

    @Test
    void aVisitorLogsInByTheFormWithTheTestCookieAndLandsOnTheSite() {
        view("login-form");
        transport.answer("/wp-login.php", head(200, "set-cookie: wordpress_test_cookie=WP; Path=/"), 10, "<form>");
        view("login");
        assertThat(transport.sent("/wp-login.php").method()).isEqualTo("POST");
        assertThat(transport.sent("/wp-login.php").body())
                .contains("log=editor&pwd=s3cret%26more&wp-submit=Log+In&redirect_to=%2F&testcookie=1");
        assertThat(transport.sentHeader("/wp-login.php", "cookie")).isEqualTo("wordpress_test_cookie=WP");
        assertThat(transport.sentHeader("/wp-login.php", "origin")).isEqualTo("https://www.example.org");
        assertThat(transport.sentHeader("/wp-login.php", "referer")).isEqualTo("https://www.example.org/wp-login.php");
        transport.answer("/wp-login.php", head(302, "location: /", "set-cookie: wordpress_logged_in_x=1; Path=/"), 0);
        assertThat(transport.sent("/").method()).isEqualTo("GET");
        assertThat(transport.sentHeader("/", "cookie")).contains("wordpress_logged_in_x=1");
        transport.answer("/", head(200), 10, "welcome");

        assertThat(lastView().failure()).isEmpty();
        assertThat(observer.words).isEmpty();
    }

    @Test
    void aWrongPasswordIsAFailureInTheSitesWordsWithoutTheSecrets() {
        view("login");
        transport.answer(
                "/wp-login.php",
                head(200),
                10,
                "<div id='login_error'><b>Error:</b> the password for the username editor is incorrect, not s3cret&amp;more</div>");

        assertThat(lastView().failure()).contains(FailureKind.REFUSED_BY_SITE);
        assertThat(observer.words)
                .containsExactly(
                        "refused-by-site: 200: Error: the password for the username *** is incorrect, not ***");
    }

    @Test
    void aLoginThatIsAnsweredWithoutRedirectIsAFailureEvenWithoutWords() {
        view("login");
        transport.answer("/wp-login.php", head(200), 10, "<form>");
        assertThat(lastView().failure()).contains(FailureKind.REFUSED_BY_SITE);
        assertThat(observer.words)
                .containsExactly("refused-by-site: the form was answered with 200 where a redirect was due");
    }

    @Test
    void visitorsSearchForDifferentWordsPercentEncoded() {
        for (int i = 0; i < 20; i++) {
            replayer.replay(new PageTree(scenario.page("search"), secrets()), browsers.open(), 0, _ -> {});
        }
        assertThat(new TreeSet<>(transport.requested)).containsExactly("/?s=galera", "/?s=two%20words");
    }

    @Test
    void aCommentTakesThePostsNumberAndANonceWhereThereIsOneAndIsNeverTheSameTwice() {
        view("comment-form");
        transport.answer(
                "/hello/",
                head(200),
                10,
                "<input type='hidden' name='comment_post_ID' value='17'><input name=akismet_comment_nonce value=ab12>");
        view("comment");
        String body = transport.sent("/wp-comments-post.php").body().orElseThrow();
        assertThat(body)
                .contains("comment_post_ID=17&comment_parent=0&akismet_comment_nonce=ab12")
                .contains("author=Headroom+0&email=headroom-0%40example.org")
                .matches("comment=A\\+comment\\+by\\+Headroom%2C\\+[a-z0-9]+-0&.*");
        transport.answer("/wp-comments-post.php", head(302, "location: /hello/#comment-3"), 0);
        transport.answer("/hello/", head(200), 10, "thanks");
        assertThat(lastView().failure()).isEmpty();
    }

    @Test
    void withoutTheNoncePluginTheFieldIsLeftOutAndWithoutThePostsNumberThePageFails() {
        view("comment-form");
        transport.answer("/hello/", head(200), 10, "<input name='comment_post_ID' value='17'>");
        view("comment");
        assertThat(transport.sent("/wp-comments-post.php").body().orElseThrow()).doesNotContain("akismet");
        transport.answer(
                "/wp-comments-post.php", head(409), 10, "<div class='wp-die-message'>Duplicate comment detected</div>");
        assertThat(lastView().failure()).contains(FailureKind.REFUSED_BY_SITE);
        view("comment-form");
        transport.answer("/hello/", head(200), 10, "Comments are closed.");
        assertThat(lastView().failure()).contains(FailureKind.NOT_ON_PAGE);
        assertThat(observer.words)
                .containsExactly(
                        "refused-by-site: 409: Duplicate comment detected",
                        "not-on-page: the page has no comment-post-id");
    }

    @Test
    void whatNoEarlierPageGaveFailsThePageWithoutARequest() {
        view("comment");
        assertThat(transport.requested).isEmpty();
        assertThat(lastView().failure()).contains(FailureKind.NOT_ON_PAGE);
    }

    @Test
    void aCartIsFilledByAScriptsRequestAndItsErrorIsAFailure() {
        view("buy");
        assertThat(transport.sent("/?wc-ajax=add_to_cart").body()).contains("product_id=42&quantity=2");
        assertThat(transport.sentHeader("/?wc-ajax=add_to_cart", "x-requested-with"))
                .isEqualTo("XMLHttpRequest");
        assertThat(transport.sentHeader("/?wc-ajax=add_to_cart", "sec-fetch-dest"))
                .isEqualTo("empty");
        transport.answer("/?wc-ajax=add_to_cart", head(200), 10, "{\"fragments\":{}}");
        assertThat(lastView().failure()).isEmpty();
        view("buy");
        transport.answer("/?wc-ajax=add_to_cart", head(200), 10, "{\"error\":true,\"product_url\":\"/p\"}");
        assertThat(lastView().failure()).contains(FailureKind.REFUSED_BY_SITE);
    }

    @Test
    void aSecretThatCannotBeReadStopsTheRunBeforeItBegins() throws Exception {
        Files.delete(directory.resolve("password"));
        assertThatThrownBy(() -> new PageTree(scenario.page("login"), secrets()))
                .hasMessage("${file:password}: no such file, or not readable text");
        assertThatThrownBy(() -> new PageTree(scenario.page("login"), new Secrets(directory, _ -> null)))
                .hasMessage("${env:WP_USER}: the variable is not set");
    }

    @Test
    void aShareOfAllVisitorsLogsInFirstAndTheirPagesCount() {
        assertThat(scenario.visitsMade())
                .extracting(visit ->
                        visit.name() + " " + visit.share() + " " + visit.pages().size())
                .containsExactly("all 0.75 6", "all+login 0.25 8");
        assertThat(scenario.meanPagesPerVisit()).isEqualTo(6.5);
    }

    /** Keeps what it hears. */
    private static final class Told implements PageObserver {
        final List<PageView> views = new ArrayList<>();
        final List<String> words = new ArrayList<>();

        @Override
        public void pageOffered(long intendedNanos) {}

        @Override
        public void pageStarted(long intendedNanos, long startedNanos) {}

        @Override
        public void requestDone(ResourceKind kind, Exchange exchange, Optional<FailureKind> failure, boolean differs) {}

        @Override
        public void failed(FailureKind kind, String detail) {
            words.add(kind.label() + ": " + detail);
        }

        @Override
        public void pageDone(PageView view) {
            views.add(view);
        }
    }
}
