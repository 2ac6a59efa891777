package runbook.tutorials;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Issues a copy of a certificate with another validity period. */
record CertReissuer(X509Certificate authority, PrivateKey key) {

  /** Returns the authority with this name in a folder of the controller. */
  static CertReissuer by(Path folder, String name) throws Exception {
    var authority =
        HostCertificate.of(Files.readString(folder.resolve(name + ".crt"))).certificate();
    return new CertReissuer(authority, key(folder.resolve(name + ".key")));
  }

  private static PrivateKey key(Path file) throws Exception {
    var text = Files.readString(file).replaceAll("-----.*-----|\\s", "");
    return KeyFactory.getInstance("EC")
        .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(text)));
  }

  /** Returns a certificate with the same key and names for this period. */
  String certificate(X509Certificate like, Instant from, Instant until) throws Exception {
    var builder =
        new JcaX509v3CertificateBuilder(
            authority,
            BigInteger.valueOf(from.getEpochSecond()),
            Date.from(from),
            Date.from(until),
            like.getSubjectX500Principal(),
            like.getPublicKey());
    var holder = new JcaX509CertificateHolder(like);
    for (var kind :
        List.of(
            Extension.subjectAlternativeName,
            Extension.extendedKeyUsage,
            Extension.keyUsage,
            Extension.basicConstraints,
            Extension.authorityKeyIdentifier,
            Extension.subjectKeyIdentifier)) {
      if (holder.getExtension(kind) != null) {
        builder.copyAndAddExtension(kind, holder.getExtension(kind).isCritical(), holder);
      }
    }
    return pem(
        builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)).getEncoded());
  }

  private static String pem(byte[] bytes) throws IOException {
    return "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
        .formatted(Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes));
  }
}
