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
 * WordPress, installed and filled: a docroot and a database directory at rest, which every stack gets a copy of. Built
 * once, beside its place, and renamed when complete; built anew when the templates or Debian's packages have changed.
 */
public final class PreparedSite {
    private static final List<String> SOURCES = List.of(
            "wordpress/install.php",
            "wordpress/content.php",
            "wordpress/photos.php",
            "wordpress/assets.php",
            "wordpress/mu-plugin.php",
            "wordpress/wp-config.php",
            "mariadb/my.cnf",
            "fpm/php.ini");
    private static final String PACKAGES =
            "wordpress wordpress-theme-twentytwentyone wordpress-theme-twentytwentythree" + " mariadb-server";

    private final Path dir;

    public PreparedSite(Path dir) {
        this.dir = dir;
    }

    public Path docroot() {
        return dir.resolve("docroot");
    }

    public Path database() {
        return dir.resolve("database");
    }

    /** Makes it, unless it is there and made from what we would make it from now. */
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
        progress.accept("site: preparing WordPress with its content (once, about half a minute)");
        Path building = dir.resolveSibling(dir.getFileName() + ".building");
        new SiteBuilder(building, secrets, progress).build();
        Files.writeString(building.resolve("fingerprint"), wanted);
        Trees.remove(dir);
        Files.move(building, dir);
        progress.accept("site: prepared in " + dir);
    }

    private static String fingerprint() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String source : SOURCES) {
                digest.update(Templates.source(source).getBytes(StandardCharsets.UTF_8));
            }
            List<String> query = new ArrayList<>(List.of("dpkg-query", "-W"));
            query.addAll(List.of(PACKAGES.split(" ", -1)));
            String versions = Command.of(query).require("install what is missing: headroom lab install");
            digest.update(versions.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
