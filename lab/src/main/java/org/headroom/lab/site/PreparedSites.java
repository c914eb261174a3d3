package org.headroom.lab.site;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.headroom.lab.process.Command;
import org.headroom.lab.template.Templates;

/**
 * WordPress, installed and filled for every site: document roots and a database directory at rest, which every stack
 * gets copies of. Built once with the image's own programs, beside its place, and renamed when complete; built anew when
 * the scripts, the sites' values or the image's packages have changed. Owners are the image's users.
 */
public final class PreparedSites {
    private static final String PACKAGES =
            "wordpress wordpress-theme-twentytwentythree mariadb-server php8.4-cli php8.4-gd php8.4-mysql";

    private final Path dir;
    private final Path image;

    /** The sites in a directory of their own, from an image that {@code lab install} has made. */
    public PreparedSites(Path dir, Path image) {
        this.dir = dir;
        this.image = image;
    }

    /** MariaDB's data directory: the system tables, and a database for each site. No server runs on it. */
    public Path database() {
        return dir.resolve("database");
    }

    /** All document roots. */
    public Path www() {
        return dir.resolve("www");
    }

    /**
     * A site's document root, without {@code wp-config.php}. Copy it as a whole before anything writes to it: the sites
     * share files through hard links.
     */
    public Path docroot(String site) {
        return www().resolve(LabSite.named(site).name());
    }

    /** The password of every site's administrator, whose name is {@code admin}. */
    public Path adminPassword() {
        return dir.resolve("admin-password");
    }

    /** Makes them, unless they are there and made from what we would make them from now. */
    public void ensure(Secrets secrets, Consumer<String> progress) throws IOException {
        Path lockFile = dir.resolveSibling(dir.getFileName() + ".lock");
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock _ = channel.lock()) {
            ensureLocked(secrets, progress);
        }
    }

    private void ensureLocked(Secrets secrets, Consumer<String> progress) throws IOException {
        String wanted = fingerprint();
        Path mark = dir.resolve("fingerprint");
        if (Files.exists(mark) && Files.readString(mark).equals(wanted)) {
            return;
        }
        progress.accept("sites: preparing WordPress with its content (once, about a minute)");
        long startNanos = System.nanoTime();
        Path building = dir.resolveSibling(dir.getFileName() + ".building");
        Path built = new SitesBuilder(image, building, secrets, progress).build();
        Files.writeString(built.resolve("fingerprint"), wanted);
        Trees.remove(dir);
        Files.move(built, dir);
        Trees.remove(building);
        progress.accept(
                "sites: prepared in %s after %d s".formatted(dir, (System.nanoTime() - startNanos) / 1_000_000_000L));
    }

    private String fingerprint() throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            List<String> query = new ArrayList<>(List.of("dpkg-query", "--admindir=" + image.resolve("var/lib/dpkg")));
            query.add("-W");
            query.addAll(List.of(PACKAGES.split(" ", -1)));
            String versions = Command.of(query).require("make the image: headroom lab install");
            digest.update(versions.getBytes(StandardCharsets.UTF_8));
            // The same packages may get other user ids in another image, and the files are these users'.
            digest.update(Files.readAllBytes(image.resolve("etc/passwd")));
            for (String source : SitesBuilder.SOURCES) {
                digest.update(Templates.source("wordpress/" + source).getBytes(StandardCharsets.UTF_8));
            }
            digest.update(LabSite.all().toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
