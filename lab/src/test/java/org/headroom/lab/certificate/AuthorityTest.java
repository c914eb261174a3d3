package org.headroom.lab.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("lab") // needs openssl
final class AuthorityTest {
    @TempDir
    Path dir;

    private static X509Certificate read(Path file) throws Exception {
        try (InputStream pem = Files.newInputStream(file)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(pem);
        }
    }

    @Test
    void itSignsForNamesAndAddressesAndForNotMuchMoreThanAYear() throws Exception {
        Authority authority = new Authority(dir);
        authority.make();

        X509Certificate issued = read(authority
                .issue("a", List.of("a.test", "b.test"), List.of("10.0.0.1"))
                .chain());

        issued.verify(read(authority.caFile()).getPublicKey());
        issued.checkValidity();
        assertThat(issued.getSubjectAlternativeNames())
                .extracting(entry -> String.valueOf(entry.get(1)))
                .containsExactly("a.test", "b.test", "10.0.0.1");
    }

    @Test
    void anExpiredOneIsGenuineAndHasRunOut() throws Exception {
        Authority authority = new Authority(dir);
        authority.make();

        X509Certificate issued =
                read(authority.issueExpired("old", List.of("a.test")).chain());

        issued.verify(read(authority.caFile()).getPublicKey());
        Assertions.assertThatThrownBy(issued::checkValidity).isInstanceOf(CertificateExpiredException.class);
        assertThat(issued.getSubjectAlternativeNames())
                .extracting(entry -> String.valueOf(entry.get(1)))
                .containsExactly("a.test");
    }
}
