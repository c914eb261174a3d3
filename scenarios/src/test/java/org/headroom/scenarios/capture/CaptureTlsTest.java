package org.headroom.scenarios.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.headroom.scenarios.endpoint.NameResolver;
import org.headroom.scenarios.endpoint.Resolution;
import org.headroom.scenarios.endpoint.TrustPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureTlsTest {
    private static final String PASSWORD = "test-only";

    private final X509Certificate certificate;
    private final TestSite site;

    @TempDir
    Path folder;

    CaptureTlsTest() throws Exception {
        KeyPair keys = KeyPairGenerator.getInstance("EC").generateKeyPair();
        certificate = selfSigned(keys, "site.test");
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("site", keys.getPrivate(), PASSWORD.toCharArray(), new Certificate[] {certificate});
        SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setKeyStore(store);
        tls.setKeyStorePassword(PASSWORD);
        site = TestSite.tls(tls).html("/", "<img src=x.png>");
    }

    private static X509Certificate selfSigned(KeyPair keys, String name) throws Exception {
        X500Name subject = new X500Name("CN=" + name);
        Instant now = Instant.now();
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                subject,
                BigInteger.ONE,
                Date.from(now.minus(Duration.ofHours(1))),
                Date.from(now.plus(Duration.ofHours(1))),
                subject,
                keys.getPublic());
        builder.addExtension(
                Extension.subjectAlternativeName, false, new GeneralNames(new GeneralName(GeneralName.dNSName, name)));
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
    }

    @AfterEach
    void close() throws Exception {
        site.close();
    }

    private CaptureResult capture(String host, TrustPolicy trust) throws CaptureException {
        return SiteCapture.capture(
                new CaptureRequest(
                        "https://" + host + ":" + site.port() + "/",
                        1,
                        Set.of(),
                        trust,
                        List.of(Resolution.parse(host + ":" + site.port() + ":127.0.0.1")),
                        NameResolver.system(),
                        CaptureLimits.standard()),
                CaptureProgress.silent());
    }

    private TrustPolicy caFile() throws Exception {
        String base64 = Base64.getMimeEncoder().encodeToString(certificate.getEncoded());
        Path pem = folder.resolve("ca.pem");
        Files.writeString(pem, "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n");
        return new TrustPolicy.CaFile(pem);
    }

    private String failure(String host, TrustPolicy trust) {
        return String.valueOf(catchThrowableOfType(CaptureException.class, () -> capture(host, trust))
                .getMessage());
    }

    @Test
    void aNamedCaIsTrustedAndTheNameResolvedAsTold() throws Exception {
        assertThat(capture("site.test", caFile()).scenario().pages()).hasSize(1);
    }

    @Test
    void anUnknownCaIsRefusedWithTheRemedy() {
        assertThat(failure("site.test", new TrustPolicy.SystemTrust()))
                .isEqualTo("https://site.test:" + site.port() + "/: TLS failed: no trusted CA signed its certificate"
                        + " (--cacert names a CA to trust, --insecure trusts everything)");
    }

    @Test
    void aCertificateForAnotherNameIsRefused() throws Exception {
        assertThat(failure("other.test", caFile())).contains("TLS failed: ").contains("other.test");
    }

    @Test
    void insecureTakesEverything() throws CaptureException {
        assertThat(capture("other.test", new TrustPolicy.Insecure()).scenario().pages())
                .hasSize(1);
    }

    @Test
    void aMissingCaFileIsNamed() throws IOException {
        Path missing = folder.resolve("none.pem");
        assertThat(failure("site.test", new TrustPolicy.CaFile(missing))).contains("none.pem");
        Path empty = Files.createFile(folder.resolve("empty.pem"));
        assertThat(failure("site.test", new TrustPolicy.CaFile(empty))).contains("empty.pem");
    }
}
