package org.headroom.probes.nginx;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate authority for tests. */
public final class TestAuthority {
    private static final X500Name NAME = new X500Name("CN=Headroom test CA");

    private final KeyPair keys = newKeys();
    private final X509Certificate root =
            sign(NAME, keys, keys, Instant.now().plus(Duration.ofDays(900)), List.of(), true);

    /** A certificate with its key. */
    public record Issued(X509Certificate certificate, KeyPair keys, X509Certificate root) {
        public List<X509Certificate> chain() {
            return List.of(certificate, root);
        }

        /** Writes {@code NAME.pem} and {@code NAME-key.pem}. */
        void write(Path directory, String name) throws IOException, GeneralSecurityException {
            pem(directory.resolve(name + ".pem"), "CERTIFICATE", certificate.getEncoded());
            pem(
                    directory.resolve(name + "-key.pem"),
                    "PRIVATE KEY",
                    keys.getPrivate().getEncoded());
        }
    }

    public Issued issue(Instant end, String... names) {
        KeyPair own = newKeys();
        return new Issued(sign(new X500Name("CN=" + names[0]), own, keys, end, List.of(names), false), own, root);
    }

    Path write(Path directory) throws IOException, GeneralSecurityException {
        return pem(directory.resolve("ca.pem"), "CERTIFICATE", root.getEncoded());
    }

    private static Path pem(Path file, String what, byte[] bytes) throws IOException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        return Files.writeString(file, "-----BEGIN " + what + "-----\n" + body + "\n-----END " + what + "-----\n");
    }

    private static X509Certificate sign(
            X500Name subject, KeyPair own, KeyPair signing, Instant end, List<String> names, boolean authority) {
        try {
            X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    NAME,
                    BigInteger.valueOf(System.nanoTime()),
                    Date.from(Instant.now().minus(Duration.ofDays(100))),
                    Date.from(end),
                    subject,
                    own.getPublic());
            if (authority) {
                builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            } else {
                GeneralName[] all = names.stream()
                        .map(name -> new GeneralName(GeneralName.dNSName, name))
                        .toArray(GeneralName[]::new);
                builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(all));
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(signing.getPrivate())));
        } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
