package runbook.modules.cert;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.StringReader;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.openssl.PEMParser;

/** Reads and writes certificates and keys as PEM text. */
final class PemCodec {

  private PemCodec() {}

  /** Returns all certificates in a text, in their order, and ignores everything else. */
  static List<X509CertificateHolder> certificates(String text) throws IOException {
    var found = new ArrayList<X509CertificateHolder>();
    try (var parser = new PEMParser(new StringReader(text))) {
      for (var next = parser.readObject(); next != null; next = parser.readObject()) {
        if (next instanceof X509CertificateHolder certificate) {
          found.add(certificate);
        }
      }
    }
    return List.copyOf(found);
  }

  static String of(Collection<X509CertificateHolder> certificates) {
    return certificates.stream()
        .map(certificate -> block("CERTIFICATE", encoded(certificate)))
        .collect(Collectors.joining());
  }

  static byte[] encoded(X509CertificateHolder certificate) {
    try {
      return certificate.getEncoded();
    } catch (IOException e) {
      throw new IllegalStateException("cannot encode the certificate", e);
    }
  }

  static String of(PrivateKeyInfo key) throws IOException {
    return block("PRIVATE KEY", key.getEncoded());
  }

  static String block(String label, byte[] bytes) {
    var lines = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(bytes);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label, lines, label);
  }

  /** Adds the public part of an EC key, which the JDK omits and other programs write. */
  static PrivateKeyInfo privateKeyInfo(KeyPair pair) throws IOException {
    var info = PrivateKeyInfo.getInstance(pair.getPrivate().getEncoded());
    if (!(pair.getPublic() instanceof ECPublicKey ec)) {
      return info;
    }
    var secret = ECPrivateKey.getInstance(info.parsePrivateKey()).getKey();
    var point = SubjectPublicKeyInfo.getInstance(ec.getEncoded()).getPublicKeyData();
    int bits = ec.getParams().getOrder().bitLength();
    return new PrivateKeyInfo(
        info.getPrivateKeyAlgorithm(), new ECPrivateKey(bits, secret, point, null));
  }

  static PrivateKey privateKey(PrivateKeyInfo info) throws IOException {
    var algorithm = info.getPrivateKeyAlgorithm().getAlgorithm();
    try {
      return factory(algorithm).generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IOException("a key of this kind cannot be used: " + e.getMessage(), e);
    }
  }

  static PublicKey publicKey(SubjectPublicKeyInfo info) throws IOException {
    try {
      return factory(info.getAlgorithm().getAlgorithm())
          .generatePublic(new X509EncodedKeySpec(info.getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IOException("a key of this kind cannot be used: " + e.getMessage(), e);
    }
  }

  private static KeyFactory factory(ASN1ObjectIdentifier algorithm)
      throws GeneralSecurityException {
    if (algorithm.equals(PKCSObjectIdentifiers.rsaEncryption)) {
      return KeyFactory.getInstance("RSA");
    }
    return KeyFactory.getInstance(
        algorithm.equals(X9ObjectIdentifiers.id_ecPublicKey) ? "EC" : algorithm.getId());
  }

  /** Returns the subjects for a message, such as "CN=web-ca; CN=root". */
  static String names(Collection<X509CertificateHolder> certificates) {
    return certificates.stream()
        .map(certificate -> certificate.getSubject().toString())
        .collect(Collectors.joining("; "));
  }
}
