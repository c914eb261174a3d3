package org.headroom.loadgen.transport;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
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

/** A certificate with its key, made for a test by a certificate authority of its own. */
public record TestCertificate(X509Certificate certificate, PrivateKey key, X509Certificate issuer) {
    /** The name that the good certificate is for; it resolves nowhere, so requests must carry the address. */
    public static final String HOST = "site.test";

    private static final Duration DAY = Duration.ofDays(1);
    private static final Authority AUTHORITY = Authority.create("Headroom test CA");
    private static final Authority STRANGER = Authority.create("Nobody's CA");

    /** Trusted, valid, for {@link #HOST}. */
    public static TestCertificate good() {
        return AUTHORITY.issue(HOST, Instant.now().plus(DAY));
    }

    public static TestCertificate forAnotherName() {
        return AUTHORITY.issue("other.test", Instant.now().plus(DAY));
    }

    public static TestCertificate expired() {
        return AUTHORITY.issue(HOST, Instant.now().minus(DAY.dividedBy(2)));
    }

    public static TestCertificate untrusted() {
        return STRANGER.issue(HOST, Instant.now().plus(DAY));
    }

    /** Writes the authority's certificate as PEM. */
    public static Path writeAuthority(Path directory) throws IOException, GeneralSecurityException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(AUTHORITY.root.getEncoded());
        return Files.writeString(
                directory.resolve("ca.pem"), "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n");
    }

    /** For servers on the JDK's TLS; the password is empty. */
    public KeyStore keyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("server", key, new char[0], new X509Certificate[] {certificate, issuer});
        return store;
    }

    private record Authority(X509Certificate root, KeyPair keys) {
        static Authority create(String name) {
            KeyPair keys = newKeys();
            X500Name subject = new X500Name("CN=" + name);
            return new Authority(
                    sign(
                            subject,
                            subject,
                            keys,
                            keys,
                            Instant.now().plus(DAY),
                            builder -> builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0))),
                    keys);
        }

        TestCertificate issue(String host, Instant end) {
            KeyPair own = newKeys();
            GeneralNames names = new GeneralNames(new GeneralName(GeneralName.dNSName, host));
            X509Certificate issued = sign(
                    new X500Name(root.getSubjectX500Principal().getName()),
                    new X500Name("CN=" + host),
                    own,
                    keys,
                    end,
                    builder -> builder.addExtension(Extension.subjectAlternativeName, false, names));
            return new TestCertificate(issued, own.getPrivate(), root);
        }

        private static X509Certificate sign(
                X500Name issuer, X500Name subject, KeyPair own, KeyPair signing, Instant end, Extensions extensions) {
            try {
                X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                        issuer,
                        BigInteger.valueOf(System.nanoTime()),
                        Date.from(Instant.now().minus(DAY)),
                        Date.from(end),
                        subject,
                        own.getPublic());
                extensions.addTo(builder);
                return new JcaX509CertificateConverter()
                        .getCertificate(builder.build(
                                new JcaContentSignerBuilder("SHA256withECDSA").build(signing.getPrivate())));
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

    private interface Extensions {
        void addTo(X509v3CertificateBuilder builder) throws CertIOException;
    }
}
