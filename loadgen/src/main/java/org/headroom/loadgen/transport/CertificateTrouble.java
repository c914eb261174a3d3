package org.headroom.loadgen.transport;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;

/** Says in plain words why a certificate was refused; the JDK's own chain of exceptions hides it at its end. */
public final class CertificateTrouble {
    private CertificateTrouble() {}

    /** For a result's detail. */
    public static String words(Throwable refused) {
        Throwable last = refused;
        for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateExpiredException) {
                return "the certificate has expired (" + cause.getMessage() + ")";
            }
            if (cause instanceof CertificateNotYetValidException) {
                return "the certificate is not valid yet (" + cause.getMessage() + ")";
            }
            if (cause instanceof CertPathBuilderException) {
                return "the certificate's issuer is not trusted here";
            }
            last = cause;
        }
        return "the certificate is refused: " + last.getMessage();
    }
}
