package runbook.modules.etcd.verify;

import io.grpc.netty.GrpcSslContexts;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import runbook.module.Unobtainable;
import runbook.module.param.LocalFile;
import runbook.modules.cert.CaException;
import runbook.modules.cert.CaSettings;
import runbook.modules.cert.CaSigner;
import runbook.modules.cert.CertSpec;
import runbook.modules.etcd.verify.MemberReport.ShownCertificate;

/**
 * The certificates for connections from the controller to the members.
 *
 * @param trusted the authorities of the members' certificates
 * @param own our certificate, if the members require one
 */
record Credentials(List<X509Certificate> trusted, Optional<Own> own) {

  /**
   * Our client certificate.
   *
   * @param chain the certificate, then those of the authorities above it
   * @param lasting whether it stays in use after this query
   */
  record Own(List<X509Certificate> chain, PrivateKey key, boolean lasting) {}

  private static final Duration LONG_ENOUGH = Duration.ofHours(2);

  /** Reads files on the controller, with a key in any format that etcd accepts. */
  static Credentials of(LocalFile cacert, LocalFile cert, LocalFile key) throws Unobtainable {
    return new Credentials(
        certificates(cacert), Optional.of(new Own(certificates(cert), key(key), true)));
  }

  /** Reads files that came from a host, in the order of their paths. */
  static Credentials of(List<LocalFile> files) throws Unobtainable {
    var trusted = certificates(files.getFirst());
    return files.size() == 1
        ? new Credentials(trusted, Optional.empty())
        : new Credentials(
            trusted, Optional.of(new Own(certificates(files.get(1)), key(files.get(2)), true)));
  }

  /** Issues a certificate from an authority on the controller; it is stored nowhere. */
  static Credentials of(CaSettings caSettings) throws Unobtainable {
    try {
      var caSigner = CaSigner.open(caSettings);
      var issuedCert = caSigner.issue(CertSpec.client("runbook", LONG_ENOUGH));
      return new Credentials(
          caSigner.trustedCertificates(),
          Optional.of(new Own(issuedCert.chain(), issuedCert.key(), false)));
    } catch (CaException e) {
      throw new Unobtainable(e.getMessage(), "");
    }
  }

  /** Returns the TLS settings for calls to all members. */
  SslContext security() throws SSLException {
    var context = GrpcSslContexts.forClient().trustManager(trusted.toArray(X509Certificate[]::new));
    own.ifPresent(o -> context.keyManager(o.key(), o.chain().toArray(X509Certificate[]::new)));
    return context.build();
  }

  /** Returns our own certificate, if its expiry matters. */
  Optional<ShownCertificate> shown() {
    return own.filter(Own::lasting).map(o -> ShownCertificate.of("our", o.chain().getFirst()));
  }

  private static List<X509Certificate> certificates(LocalFile file) throws Unobtainable {
    try (var in = file.fileContent().open()) {
      var found =
          CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (!found.isEmpty()) {
        return found;
      }
    } catch (IOException | CertificateException e) {
      throw useless(file, "certificate", e.getMessage());
    }
    throw useless(file, "certificate", "there is none in it");
  }

  private static PrivateKey key(LocalFile file) throws Unobtainable {
    try (var reader = new InputStreamReader(file.fileContent().open(), StandardCharsets.US_ASCII);
        var parser = new PEMParser(reader)) {
      var converter = new JcaPEMKeyConverter();
      for (var part = parser.readObject(); part != null; part = parser.readObject()) {
        if (part instanceof PEMKeyPair pair) {
          return converter.getPrivateKey(pair.getPrivateKeyInfo());
        } else if (part instanceof PrivateKeyInfo info) {
          return converter.getPrivateKey(info);
        }
      }
    } catch (IOException e) {
      throw useless(file, "private key", e.getMessage());
    }
    throw useless(file, "private key", "it contains no unencrypted key");
  }

  private static Unobtainable useless(LocalFile file, String what, String why) {
    return new Unobtainable(
        "%s is not a valid %s: %s".formatted(file.name(), what, why), "give a PEM file");
  }
}
