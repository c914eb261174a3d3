package org.headroom.lab.certificate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.headroom.lab.process.Command;

/** A plain certificate authority, made with openssl. Its key stays on this machine; hosts get what it signs. */
public record Authority(Path dir) {
    private static final String REMEDY = "see what openssl says above; remove the directory to begin anew";
    private static final String NEW_KEY = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes";
    private static final int AUTHORITY_DAYS = 3650;
    private static final int SERVER_DAYS = 397;

    /** A certificate, which the authority itself has signed, so that it is its whole chain; and its key. */
    public record Issued(Path chain, Path key) {}

    public Path caFile() {
        return dir.resolve("authority.pem");
    }

    private Path caKey() {
        return dir.resolve("authority.key");
    }

    /** Makes the authority. */
    public void make() throws IOException {
        Files.createDirectories(dir);
        openssl(
                "req -x509 -sha256 " + NEW_KEY,
                "-days",
                Integer.toString(AUTHORITY_DAYS),
                "-subj",
                "/O=Headroom lab/CN=Headroom lab authority",
                "-addext",
                "keyUsage=critical,keyCertSign,cRLSign",
                "-keyout",
                caKey().toString(),
                "-out",
                caFile().toString());
    }

    /** Signs a new certificate for these names and addresses. */
    public Issued issue(String label, List<String> names, List<String> addresses) throws IOException {
        Path request = request(label, names.getFirst());
        Path certificate = dir.resolve(label + ".pem");
        Path extensions = extensions(label, names, addresses);
        openssl(
                "x509 -req -sha256 -CAcreateserial",
                "-days",
                Integer.toString(SERVER_DAYS),
                "-in",
                request.toString(),
                "-CA",
                caFile().toString(),
                "-CAkey",
                caKey().toString(),
                "-extfile",
                extensions.toString(),
                "-out",
                certificate.toString());
        return new Issued(certificate, dir.resolve(label + ".key"));
    }

    /** Signs a certificate that has run out yesterday. */
    public Issued issueExpired(String label, List<String> names) throws IOException {
        Path request = request(label, names.getFirst());
        Path certificate = dir.resolve(label + ".pem");
        Path extensions = extensions(label, names, List.of());
        // "openssl ca" is the one command that takes dates in every version; it wants a data base.
        Path base = Files.createDirectories(dir.resolve(label + ".base"));
        Files.writeString(base.resolve("index"), "");
        Files.writeString(base.resolve("index.attr"), "unique_subject = no\n");
        Path config = Files.writeString(base.resolve("ca.conf"), """
                [ca]
                default_ca = lab
                [lab]
                database = %1$s/index
                new_certs_dir = %1$s
                rand_serial = yes
                default_md = sha256
                policy = any
                [any]
                commonName = supplied
                """.formatted(base));
        openssl(
                "ca -batch -notext -startdate 20240101000000Z",
                "-enddate",
                yesterday(),
                "-config",
                config.toString(),
                "-in",
                request.toString(),
                "-cert",
                caFile().toString(),
                "-keyfile",
                caKey().toString(),
                "-extfile",
                extensions.toString(),
                "-out",
                certificate.toString());
        return new Issued(certificate, dir.resolve(label + ".key"));
    }

    private static String yesterday() {
        return DateTimeFormatter.ofPattern("yyyyMMdd000000'Z'")
                .withZone(ZoneOffset.UTC)
                .format(Instant.now().minus(Duration.ofDays(1)));
    }

    private Path request(String label, String commonName) {
        Path request = dir.resolve(label + ".csr");
        openssl(
                "req -new " + NEW_KEY,
                "-keyout",
                dir.resolve(label + ".key").toString(),
                "-out",
                request.toString(),
                "-subj",
                "/CN=" + commonName);
        return request;
    }

    private Path extensions(String label, List<String> names, List<String> addresses) throws IOException {
        return Files.writeString(dir.resolve(label + ".extensions"), """
                basicConstraints = critical, CA:FALSE
                keyUsage = critical, digitalSignature
                extendedKeyUsage = serverAuth
                authorityKeyIdentifier = keyid
                subjectAltName = %s
                """.formatted(alternatives(names, addresses)));
    }

    static String alternatives(List<String> names, List<String> addresses) {
        return Stream.concat(
                        names.stream().map(name -> "DNS:" + name),
                        addresses.stream().map(address -> "IP:" + address))
                .collect(Collectors.joining(","));
    }

    private static void openssl(String words, String... more) {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(Arrays.asList(words.split(" ", -1)));
        command.addAll(List.of(more));
        Command.of(command).require(REMEDY);
    }
}
