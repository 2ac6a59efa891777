package runbook.modules.cert;

import java.io.IOException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;

/** A key and its certificate, with the certificates of intermediate authorities. */
public final class IssuedCert {

  private final KeyPair pair;
  private final List<X509CertificateHolder> chain;

  IssuedCert(KeyPair pair, List<X509CertificateHolder> chain) {
    this.pair = pair;
    this.chain = List.copyOf(chain);
  }

  public PrivateKey key() {
    return pair.getPrivate();
  }

  /** Returns the certificates, its own first. */
  public List<X509Certificate> chain() {
    return converted(chain);
  }

  String certificateText() {
    return PemCodec.of(chain);
  }

  String keyText() throws IOException {
    return PemCodec.of(PemCodec.privateKeyInfo(pair));
  }

  static List<X509Certificate> converted(List<X509CertificateHolder> holders) {
    var certificates = new ArrayList<X509Certificate>();
    try {
      for (var holder : holders) {
        certificates.add(new JcaX509CertificateConverter().getCertificate(holder));
      }
      return List.copyOf(certificates);
    } catch (CertificateException e) {
      throw new IllegalStateException("the JDK cannot read a parsed certificate", e);
    }
  }
}
