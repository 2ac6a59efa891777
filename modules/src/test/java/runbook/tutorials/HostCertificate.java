package runbook.tutorials;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A certificate read from a host. */
record HostCertificate(X509Certificate certificate) {

  private static final String SERVER = "1.3.6.1.5.5.7.3.1";
  private static final String CLIENT = "1.3.6.1.5.5.7.3.2";

  static HostCertificate of(String text) throws CertificateException {
    var in = new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    return new HostCertificate(
        (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in));
  }

  /** Returns its names, such as DNS:etcd1 and IP:10.0.0.1. */
  TreeSet<String> sans() throws CertificateException {
    return Optional.ofNullable(certificate.getSubjectAlternativeNames()).orElse(List.of()).stream()
        .map(san -> (san.get(0).equals(7) ? "IP:" : "DNS:") + san.get(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  boolean isForServers() throws CertificateException {
    return certificate.getExtendedKeyUsage().contains(SERVER);
  }

  boolean isForClients() throws CertificateException {
    return certificate.getExtendedKeyUsage().contains(CLIENT);
  }

  boolean isAuthority() {
    return certificate.getBasicConstraints() >= 0 && certificate.getKeyUsage()[5];
  }

  String subject() {
    return certificate.getSubjectX500Principal().getName();
  }

  String issuer() {
    return certificate.getIssuerX500Principal().getName();
  }

  /** Returns the algorithm of its key, RSA or EC. */
  String algorithm() {
    return certificate.getPublicKey().getAlgorithm();
  }

  long days() {
    return Duration.between(
            certificate.getNotBefore().toInstant(), certificate.getNotAfter().toInstant())
        .toDays();
  }

  String serial() {
    return certificate.getSerialNumber().toString(16);
  }

  boolean isSignedBy(HostCertificate authority) {
    try {
      certificate.verify(authority.certificate().getPublicKey());
      return true;
    } catch (java.security.GeneralSecurityException e) {
      return false;
    }
  }
}
