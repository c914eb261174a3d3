package org.headroom.lab.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.headroom.lab.LabInstaller;
import org.headroom.lab.LabPaths;
import org.headroom.lab.process.Waiting;
import org.headroom.scenarios.model.ResourceKind;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The sites as the image's PHP serves them, counted by Headroom's own capture. */
@Tag("lab")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PreparedSitesTest {
    private static final LabPaths PATHS = LabPaths.standard();
    // Not a temporary directory: the image's users must be able to walk to it.
    private static final Path DIR = PATHS.base().resolve("sites-of-test");
    private static final Path WORK = PATHS.base().resolve("sites-of-test.served");
    private static final List<ResourceKind> KINDS = List.of(
            ResourceKind.DOCUMENT,
            ResourceKind.IMAGE,
            ResourceKind.JS,
            ResourceKind.CSS,
            ResourceKind.FONT,
            ResourceKind.FETCH);
    /** Web Almanac 2024, "Page Weight"; which figures these are is told in theme/sizes.php. */
    private static final Map<String, List<Integer>> PUBLISHED = Map.of(
            "p10", List.of(1, 5, 5, 2, 0, 9),
            "p25", List.of(1, 9, 11, 4, 2, 15),
            "p50", List.of(2, 18, 22, 8, 4, 18),
            "p75", List.of(6, 33, 41, 16, 7, 14),
            "p90", List.of(12, 60, 69, 26, 11, 2));

    private static final Map<String, Integer> REQUESTS =
            Map.of("p10", 22, "p25", 42, "p50", 72, "p75", 117, "p90", 180);
    /** Pictures that the page's style sheets name. */
    private static final Map<String, Integer> BACKGROUNDS = Map.of("p10", 1, "p25", 2, "p50", 3, "p75", 4, "p90", 6);

    private static final Pattern ADDRESS = Pattern.compile("(?:https?:)?//[^\\s\"'<>\\\\,)]+");

    private final PreparedSites sites = new PreparedSites(DIR, PATHS.image());
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<String> told = new ArrayList<>();
    private Duration buildTime = Duration.ZERO;
    private SiteServer server;

    @BeforeAll
    void prepare() throws IOException {
        LabInstaller installer = new LabInstaller(PATHS);
        if (!installer.isInstalled()) {
            installer.install(System.out::println);
        }
        clear();
        long startNanos = System.nanoTime();
        sites.ensure(new Secrets(new SecureRandom()), told::add);
        buildTime = Duration.ofNanos(System.nanoTime() - startNanos);
        server = SiteServer.of(sites, PATHS.image(), WORK);
    }

    @AfterAll
    void end() {
        server.close();
        clear();
    }

    private static void clear() {
        Trees.remove(WORK);
        Trees.remove(DIR);
        Trees.remove(Path.of(DIR + ".building"));
        Trees.remove(Path.of(DIR + ".lock"));
    }

    private static Stream<Arguments> pages() {
        return LabSite.all().stream().flatMap(site -> LabSite.PAGES.stream().map(page -> Arguments.of(site, page)));
    }

    /** WordPress redirects from the home page's own slug to the root. */
    private static String path(LabSite site, String slug) {
        return site.home().equals(slug) ? "/" : "/" + slug + "/";
    }

    private static Stream<LabSite> allSites() {
        return LabSite.all().stream();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void aPageHasAsManyRequestsOfEveryKindAsPublished(LabSite site, String slug) throws Exception {
        ServedPage page = ServedPage.of(client, server.base(site), path(site, slug));

        System.out.printf(
                "%s %s: %d requests, %s, %d bytes %s%n",
                site.name(), slug, page.requests(), page.counts(), page.totalBytes(), page.bytes());
        assertThat(page.broken()).isEmpty();
        assertThat(KINDS.stream().map(page::count).toList()).isEqualTo(PUBLISHED.get(slug));
        assertThat(page.requests()).isEqualTo(REQUESTS.get(slug));
        // Counted another way, without our own capture.
        assertThat(occurrences("<script\\b[^>]*\\bsrc=", page)).isEqualTo(page.count(ResourceKind.JS));
        assertThat(occurrences("<link\\b[^>]*rel=['\"]stylesheet", page)).isEqualTo(page.count(ResourceKind.CSS));
        assertThat(occurrences("<iframe\\b", page) + 1).isEqualTo(page.count(ResourceKind.DOCUMENT));
        assertThat(occurrences("<img\\b", page) + 1 + BACKGROUNDS.getOrDefault(slug, 0))
                .isEqualTo(page.count(ResourceKind.IMAGE));
        assertThat(foreign(page.html(), server.base(site))).isEmpty();
        if (slug.equals("p50")) {
            assertThat(page.totalBytes()).isBetween(2_600_000L, 3_200_000L);
        }
    }

    private static int occurrences(String pattern, ServedPage page) {
        return (int) Pattern.compile(pattern).matcher(page.html()).results().count();
    }

    /** Every address in the page, whatever it is for, that is not on the page's own server. */
    private static List<String> foreign(String html, String base) {
        return ADDRESS.matcher(html.replace("\\/", "/"))
                .results()
                .map(MatchResult::group)
                .filter(url -> !url.startsWith(base))
                // The name of a language, not an address.
                .filter(url -> !url.startsWith("http://www.w3.org/"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("allSites")
    void howeverAClientChoosesFromSrcsetItMakesOneRequestForEachPicture(LabSite site) throws Exception {
        ServedPage page = ServedPage.of(client, server.base(site), path(site, "p90"));
        List<String> pictures = Pattern.compile("<img\\b[^>]*>")
                .matcher(page.html())
                .results()
                .map(MatchResult::group)
                .toList();

        List<TreeSet<String>> choices = pictures.stream()
                .map(picture -> Pattern.compile("/wp-content/uploads/[^\\s\"',]+")
                        .matcher(picture)
                        .results()
                        .map(MatchResult::group)
                        .collect(java.util.stream.Collectors.toCollection(TreeSet::new)))
                .toList();

        assertThat(pictures).anyMatch(picture -> picture.contains("srcset=") && picture.contains("loading=\"lazy\""));
        List<String> all = choices.stream().flatMap(TreeSet::stream).toList();
        assertThat(all).doesNotHaveDuplicates();
        for (String choice : all) {
            assertThat(sites.docroot(site.name()) + choice)
                    .satisfies(file -> assertThat(Path.of(file)).exists());
        }
    }

    @ParameterizedTest
    @MethodSource("allSites")
    void journalPostsSearchAndRestAnswer(LabSite site) throws Exception {
        for (String path : List.of("/journal/", "/post-3/", "/?s=harbour", "/wp-json/wp/v2/pages", "/wp-login.php")) {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create(server.base(site) + path)).build(),
                    HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            assertThat(answer.body()).as(path).doesNotContain("<b>Warning</b>").doesNotContain("<b>Fatal");
        }
        ServedPage post = ServedPage.of(client, server.base(site), "/post-3/");
        assertThat(post.html()).contains("wp-post-image", "comment-form", "<nav");
        assertThat(post.broken()).isEmpty();
    }

    @Test
    void itIsBuiltInTimeAndSmallEnoughToBeCopied() throws IOException {
        assertThat(buildTime).isLessThan(Duration.ofSeconds(90));
        long uploads;
        try (Stream<Path> files = Files.walk(sites.docroot("site1").resolve("wp-content/uploads"))) {
            uploads = files.filter(Files::isRegularFile).count();
        }
        assertThat(uploads).isBetween(50L, 150L);
        assertThat(Files.isSymbolicLink(sites.docroot("site1").resolve("wp-content/uploads")))
                .isFalse();
        assertThat(Files.getAttribute(sites.docroot("site1"), "unix:uid")).isEqualTo(33);
        assertThat(sites.database().resolve("site3")).isDirectory();
    }

    @Test
    void aSecondCallFindsThemAsTheyAre() throws IOException {
        told.clear();

        sites.ensure(new Secrets(new SecureRandom()), told::add);

        assertThat(told).isEmpty();
    }

    @Test
    void aRoomEndsWithWhoeverStartedIt() throws Exception {
        Path work = WORK.resolve("orphan");
        Path scripts = Files.createDirectories(work.resolve("scripts"));
        Files.writeString(scripts.resolve("wait.sh"), "echo up; exec sleep 600\n");
        Process room = ImageRoom.on(PATHS.image(), work.resolve("room"))
                .seeing(scripts, "/mnt")
                .start("/mnt/wait.sh", List.of());
        assertThat(room.inputReader().readLine()).isEqualTo("up");
        List<ProcessHandle> inside = room.descendants().toList();

        // What the kernel does when the starter is killed.
        room.getOutputStream().close();

        assertThat(Waiting.until(Duration.ofSeconds(10), () -> inside.stream().noneMatch(ProcessHandle::isAlive)))
                .isTrue();
        assertThat(room.waitFor()).isNotZero();
        assertThat(Files.readString(Path.of("/proc/self/mounts"))).doesNotContain(work.toString());
    }
}
