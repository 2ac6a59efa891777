package runbook.modules.etcd.verify;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import runbook.modules.etcd.verify.Testimony.Certificate;

/** What a file with a certificate tells. */
final class Pem {

  private Pem() {}

  /** How long our own certificate lasts; a file that holds none says nothing. */
  static List<Certificate> until(List<String> lines) {
    var text = String.join("\n", lines);
    if (!text.contains("-----BEGIN CERTIFICATE-----")) {
      return List.of();
    }
    try (var in = new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII))) {
      var certificate =
          (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
      return List.of(shown("our", certificate));
    } catch (CertificateException | IOException e) {
      throw new IllegalArgumentException("what etcdctl logs in with is no certificate", e);
    }
  }

  static Certificate shown(String port, X509Certificate certificate) {
    return new Certificate(
        port,
        certificate.getSubjectX500Principal().getName(),
        certificate.getNotAfter().toInstant());
  }
}
