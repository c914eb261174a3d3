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
 * Installs what the lab needs: a few of Debian's tools on this machine, and an image of Debian 13 in a directory of its
 * own with everything that runs in the lab. No service is ever started. Harmless to repeat.
 */
public final class LabInstaller {
    /** For this machine: what builds the image and the network. */
    static final List<String> PACKAGES =
            List.of("debootstrap", "iproute2", "util-linux", "mount", "e2fsprogs", "rsync", "curl", "openssl");

    /** For the image: what runs in the lab. */
    static final List<String> IMAGE_PACKAGES = List.of(
            "nginx",
            "apache2",
            "php",
            "php-fpm",
            "php-cli",
            "php-mysql",
            "php-gd",
            "php-xml",
            "php-mbstring",
            "php-curl",
            "wordpress",
            "wordpress-theme-twentytwentythree",
            "mariadb-server",
            "mariadb-client",
            "mariadb-backup",
            "galera-4",
            "glusterfs-server",
            "glusterfs-client",
            "fuse3",
            "attr",
            "openssh-server",
            "openssh-client",
            "rsync",
            "cron",
            "logrotate",
            "openssl",
            "certbot",
            "python3-cffi-backend",
            "pebble",
            "curl",
            "ca-certificates",
            "tini",
            "iproute2",
            "iputils-ping",
            "nftables",
            "procps");

    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final Path DPKG = Path.of("/var/lib/dpkg");
    private static final String SCRIPT = "/org/headroom/lab/install/install.sh";

    private final LabPaths paths;

    public LabInstaller(LabPaths paths) {
        this.paths = paths;
    }

    public boolean isInstalled() {
        return missing().isEmpty();
    }

    /** What is not there yet: names of packages, and the image with those that it lacks. */
    public List<String> missing() {
        List<String> missing = new ArrayList<>(PACKAGES);
        missing.removeAll(installed(DPKG, PACKAGES));
        List<String> lacking = new ArrayList<>(IMAGE_PACKAGES);
        lacking.removeAll(installed(paths.image().resolve("var/lib/dpkg"), IMAGE_PACKAGES));
        if (!lacking.isEmpty()) {
            missing.add("the image " + paths.image() + " with " + String.join(", ", lacking));
        }
        if (!Files.isExecutable(paths.base().resolve("in-image"))) {
            missing.add(paths.base().resolve("in-image").toString());
        }
        return List.copyOf(missing);
    }

    private static Set<String> installed(Path adminDirectory, List<String> packages) {
        List<String> query = new ArrayList<>(
                List.of("dpkg-query", "--admindir=" + adminDirectory, "-W", "-f", "${db:Status-Status} ${Package}\\n"));
        query.addAll(packages);
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
                            "the lab needs Debian with a Debian archive in apt's sources"));
            Map<String, String> environment = new HashMap<>(
                    AptProxy.environment(Command.of("apt-config", "dump").require("put apt right")));
            environment.put("LAB_DIR", paths.base().toString());
            environment.put("LAB_MIRROR", mirror);
            environment.put("LAB_PACKAGES", String.join(" ", PACKAGES));
            environment.put("LAB_IMAGE_PACKAGES", String.join(" ", IMAGE_PACKAGES));
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
