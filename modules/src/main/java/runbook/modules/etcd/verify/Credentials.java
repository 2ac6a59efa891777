package runbook.modules.etcd.verify;

import io.grpc.netty.GrpcSslContexts;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLException;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import runbook.module.Unobtainable;
import runbook.module.param.LocalFile;
import runbook.modules.cert.Authority;
import runbook.modules.cert.Ca;
import runbook.modules.cert.CaFault;
import runbook.modules.cert.Order;

/**
 * What the controller logs in to the members with.
 *
 * @param trusted the authorities of the members
 * @param chain our certificate first
 */
record Credentials(List<X509Certificate> trusted, List<X509Certificate> chain, PrivateKey key) {

  private static final Duration LONG_ENOUGH = Duration.ofHours(2);

  /** From files of the controller, with a key in any of the forms that etcd takes. */
  static Credentials of(LocalFile cacert, LocalFile cert, LocalFile key) throws Unobtainable {
    return new Credentials(certificates(cacert), certificates(cert), key(key));
  }

  /** Of an authority of the controller: made for this one time, and kept nowhere. */
  static Credentials of(Ca ca) throws Unobtainable {
    try {
      var authority = Authority.open(ca);
      var issued = authority.issue(Order.client("runbook", LONG_ENOUGH));
      return new Credentials(authority.trusted(), issued.chain(), issued.key());
    } catch (CaFault e) {
      throw new Unobtainable(e.getMessage(), "");
    }
  }

  /** For calls to as many members as there are. */
  SslContext security() throws SSLException {
    return GrpcSslContexts.forClient()
        .trustManager(trusted.toArray(X509Certificate[]::new))
        .keyManager(key, chain.toArray(X509Certificate[]::new))
        .build();
  }

  private static List<X509Certificate> certificates(LocalFile file) throws Unobtainable {
    try (InputStream in = file.content().open()) {
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
    try (var reader = new InputStreamReader(file.content().open(), StandardCharsets.US_ASCII);
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
    throw useless(file, "private key", "there is none in it that is not encrypted");
  }

  private static Unobtainable useless(LocalFile file, String what, String why) {
    return new Unobtainable(
        "%s is no %s: %s".formatted(file.name(), what, why), "give a PEM file of the controller");
  }
}
