package org.headroom.lab.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.headroom.lab.process.Command;
import org.headroom.lab.process.LabException;
import org.headroom.lab.template.Templates;

/** Builds the prepared sites in a directory of its own, in a room on the image. */
final class SitesBuilder {
    /** The scripts and the theme, below {@code templates/wordpress}. */
    static final List<String> SOURCES = List.of(
            "room.sh",
            "build.sh",
            "install.php",
            "content.php",
            "photos.php",
            "assets.php",
            "mu-plugin.php",
            "wp-config.php",
            "theme/style.css",
            "theme/functions.php",
            "theme/sizes.php",
            "theme/parts.php",
            "theme/header.php",
            "theme/footer.php",
            "theme/sidebar.php",
            "theme/index.php",
            "theme/single.php",
            "theme/page.php",
            "theme/front-page.php",
            "theme/comments.php",
            "theme/searchform.php",
            "theme/frame.php");

    private static final String PROGRESS = "sites: ";
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Path image;
    private final Path dir;
    private final Secrets secrets;
    private final Consumer<String> progress;

    SitesBuilder(Path image, Path dir, Secrets secrets, Consumer<String> progress) {
        this.image = image;
        this.dir = dir;
        this.secrets = secrets;
        this.progress = progress;
    }

    /** The directory with the result. What an earlier build that was cut short has left is removed first. */
    Path build() throws IOException {
        Trees.remove(dir);
        Path scripts = dir.resolve("scripts");
        writeScripts(scripts);
        Path result = dir.resolve("result");
        Path database = Files.createDirectories(result.resolve("database"));
        Path www = Files.createDirectories(result.resolve("www"));
        Trees.openToAll(dir, result, www);
        String adminPassword = secrets.next();
        Command.Result said = ImageRoom.on(image, dir.resolve("room"))
                .seeing(scripts, "/mnt")
                .seeing(www, "/var/www")
                .seeing(database, "/var/lib/mysql")
                .run("/mnt/build.sh", List.of(adminPassword), PATIENCE, this::pass);
        if (!said.good()) {
            throw new LabException(
                    "WordPress could not be prepared: build.sh ended with " + said.exit(),
                    dir + "\n" + withoutMarkup(said.output()),
                    "see what it says above; make the image anew if it lacks something: headroom lab install");
        }
        Secrets.keep(result.resolve("admin-password"), adminPassword + "\n");
        return result;
    }

    private void writeScripts(Path scripts) throws IOException {
        Files.createDirectories(scripts.resolve("theme"));
        for (String source : SOURCES) {
            Files.writeString(scripts.resolve(source), Templates.source("wordpress/" + source));
        }
        for (LabSite site : LabSite.all()) {
            Files.writeString(scripts.resolve(site.name() + ".json"), site.json());
            WordPressConfig config = WordPressConfig.of(site, "/run/" + site.name() + "-database");
            Files.writeString(
                    scripts.resolve(site.name() + "-config.php"), config.text(WordPressConfig.newSalts(secrets)));
        }
        Files.writeString(
                scripts.resolve("sites"),
                LabSite.all().stream()
                        .map(site -> site.name() + " " + site.host() + "\n")
                        .collect(Collectors.joining()));
        // Whatever root's umask is, the image's www-data reads them.
        Command.of("chmod", "-R", "a+rX", scripts.toString()).require("see the message above");
    }

    private void pass(String line) {
        if (line.startsWith(PROGRESS)) {
            progress.accept(line);
        }
    }

    /** WordPress tells its troubles as a web page. */
    static String withoutMarkup(String text) {
        return text.replaceAll("(?s)<(style|script)\\b.*?</\\1>", "")
                .replaceAll("<[^>]*>", "")
                .replaceAll("\\s*\\n\\s*", "\n")
                .strip();
    }
}
