package org.headroom.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.headroom.lab.install.AptProxy;
import org.headroom.lab.install.AptSources;
import org.headroom.lab.process.Command;
import org.headroom.lab.process.LabException;

/**
 * Installs what the lab needs: Debian's packages, whose services are never started, and a chroot with Debian 13's nginx
 * and curl. Harmless to repeat.
 */
public final class LabInstaller {
    static final List<String> PACKAGES = List.of(
            "apache2",
            "php", // with php-fpm beside it, apt does not pull in Apache's own PHP module
            "php-fpm",
            "php-cli",
            "php-mysql",
            "php-gd",
            "php-xml",
            "php-mbstring",
            "mariadb-server",
            "mariadb-client",
            "wordpress",
            "wordpress-theme-twentytwentyone",
            "wordpress-theme-twentytwentythree",
            "openssl",
            "rsync",
            "debootstrap",
            "curl",
            "util-linux");
    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final String SCRIPT = "/org/headroom/lab/install/install.sh";

    private final LabPaths paths;

    public LabInstaller(LabPaths paths) {
        this.paths = paths;
    }

    public boolean isInstalled() {
        return missing().isEmpty();
    }

    /** What is not there yet: names of packages, and the chroot. */
    public List<String> missing() {
        List<String> missing = new ArrayList<>(PACKAGES);
        missing.removeAll(installedPackages());
        if (!Files.isExecutable(paths.trixie().resolve("usr/sbin/nginx"))
                || !Files.isExecutable(paths.trixie().resolve("usr/bin/curl"))) {
            missing.add("the chroot " + paths.trixie());
        }
        return List.copyOf(missing);
    }

    private static Set<String> installedPackages() {
        List<String> query = new ArrayList<>(List.of("dpkg-query", "-W", "-f", "${db:Status-Status} ${Package}\\n"));
        query.addAll(PACKAGES);
        // Ends with 1 when it does not know one of them; what it knows it tells all the same.
        return Command.of(query)
                .run()
                .output()
                .lines()
                .filter(line -> line.startsWith("installed "))
                .map(line -> line.substring("installed ".length()))
                .collect(Collectors.toSet());
    }

    /** Installs what is missing, telling each step. Needs root. */
    public void install(Consumer<String> progress) {
        try {
            Path etcApt = Path.of("/etc/apt");
            String codename = codename(Files.readString(Path.of("/etc/os-release")));
            String mirror = AptSources.read(etcApt)
                    .debianMirror(codename)
                    .orElseThrow(() -> new LabException(
                            "apt names no Debian archive for " + codename,
                            etcApt + "/sources.list, " + etcApt + "/sources.list.d",
                            "the lab needs Debian 12 (bookworm) with a Debian archive in apt's sources"));
            Map<String, String> environment = new HashMap<>(
                    AptProxy.environment(Command.of("apt-config", "dump").require("put apt right")));
            environment.put("LAB_DIR", paths.base().toString());
            environment.put("LAB_MIRROR", mirror);
            environment.put("LAB_PACKAGES", String.join(" ", PACKAGES));
            runScript(environment, progress);
        } catch (IOException e) {
            throw new LabException("cannot read how apt is set up", "/etc/apt, /etc/os-release", e.toString(), e);
        }
        List<String> missing = missing();
        if (!missing.isEmpty()) {
            throw new LabException(
                    "still missing: " + String.join(", ", missing), "packages", "see the messages above");
        }
    }

    private static void runScript(Map<String, String> environment, Consumer<String> progress) throws IOException {
        Path script = Files.createTempFile("headroom-lab-install", ".sh");
        try {
            Files.writeString(script, script());
            Command.Result result = Command.of("bash", script.toString())
                    .withEnvironment(environment)
                    .within(PATIENCE)
                    .run(progress);
            if (!result.good()) {
                throw new LabException("the lab could not be installed", "see above", "mend that, then run it again");
            }
        } finally {
            Files.deleteIfExists(script);
        }
    }

    static String script() throws IOException {
        try (InputStream stream = LabInstaller.class.getResourceAsStream(SCRIPT)) {
            if (stream == null) {
                throw new IllegalStateException("the jar has no " + SCRIPT);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static String codename(String osRelease) throws IOException {
        Properties values = new Properties();
        values.load(new StringReader(osRelease));
        return values.getProperty("VERSION_CODENAME", "").replace("\"", "");
    }
}
