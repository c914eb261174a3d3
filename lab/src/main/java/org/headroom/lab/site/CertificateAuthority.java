package org.headroom.lab.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.headroom.lab.process.Command;

/** The lab's own small authority, and one server certificate by it. Made with openssl, kept until they near their end. */
public record CertificateAuthority(Path dir) {
    private static final String REMEDY = "see what openssl says above; remove the directory to begin anew";
    private static final long RENEW_SECONDS = 7 * 24 * 3600L;

    public Path caFile() {
        return dir.resolve("ca.pem");
    }

    public Path certificate() {
        return dir.resolve("server.pem");
    }

    public Path key() {
        return dir.resolve("server.key");
    }

    /** Makes what is not there. The authority stays the same for as long as it is valid. */
    public void ensure(List<String> names, List<String> addresses) throws IOException {
        Files.createDirectories(dir);
        boolean newAuthority = !stillValid(caFile());
        if (newAuthority) {
            makeAuthority();
        }
        String alternatives = alternatives(names, addresses);
        Path issuedFor = dir.resolve("server.names");
        boolean sameNames =
                Files.exists(issuedFor) && Files.readString(issuedFor).equals(alternatives);
        if (newAuthority || !sameNames || !stillValid(certificate())) {
            issue(names.getFirst(), alternatives);
            Files.writeString(issuedFor, alternatives);
        }
    }

    static String alternatives(List<String> names, List<String> addresses) {
        return Stream.concat(
                        names.stream().map(name -> "DNS:" + name),
                        addresses.stream().map(address -> "IP:" + address))
                .collect(Collectors.joining(","));
    }

    private static boolean stillValid(Path file) {
        return Files.exists(file)
                && Command.of(
                                "openssl",
                                "x509",
                                "-noout",
                                "-checkend",
                                Long.toString(RENEW_SECONDS),
                                "-in",
                                file.toString())
                        .run()
                        .good();
    }

    private void makeAuthority() {
        Command.of(
                        "openssl",
                        "req",
                        "-x509",
                        "-newkey",
                        "ec",
                        "-pkeyopt",
                        "ec_paramgen_curve:prime256v1",
                        "-nodes",
                        "-keyout",
                        dir.resolve("ca.key").toString(),
                        "-out",
                        caFile().toString(),
                        "-days",
                        "3650",
                        "-subj",
                        "/O=Headroom lab/CN=Headroom lab authority",
                        "-addext",
                        "keyUsage=critical,keyCertSign,cRLSign")
                .require(REMEDY);
    }

    private void issue(String commonName, String alternatives) throws IOException {
        Path request = dir.resolve("server.csr");
        Path extensions = dir.resolve("server.extensions");
        Files.writeString(extensions, """
                basicConstraints = critical, CA:FALSE
                keyUsage = critical, digitalSignature
                extendedKeyUsage = serverAuth
                authorityKeyIdentifier = keyid
                subjectAltName = %s
                """.formatted(alternatives));
        Command.of(
                        "openssl",
                        "req",
                        "-new",
                        "-newkey",
                        "ec",
                        "-pkeyopt",
                        "ec_paramgen_curve:prime256v1",
                        "-nodes",
                        "-keyout",
                        key().toString(),
                        "-out",
                        request.toString(),
                        "-subj",
                        "/CN=" + commonName)
                .require(REMEDY);
        Command.of(
                        "openssl",
                        "x509",
                        "-req",
                        "-in",
                        request.toString(),
                        "-CA",
                        caFile().toString(),
                        "-CAkey",
                        dir.resolve("ca.key").toString(),
                        "-CAcreateserial",
                        "-days",
                        "397",
                        "-extfile",
                        extensions.toString(),
                        "-out",
                        certificate().toString())
                .require(REMEDY);
        Files.deleteIfExists(request);
        Files.deleteIfExists(extensions);
    }
}
