package runbook.modules.cert;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Random;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A certificate on a host may be damaged or forged in any way. */
@Timeout(120)
class MutatedCertTest {

  private static final int TIMES = 5000;

  @Test
  void mutatedCertificateIsReadOrRefused() throws Exception {
    var random = new Random(7);
    int refused = 0;
    var pem = PemCodec.of(List.of(certificate()));
    var bytes = Base64.getMimeDecoder().decode(pem.replaceAll("-----.*?-----", ""));
    for (int i = 0; i < TIMES; i++) {
      var mutated = bytes.clone();
      for (int n = random.nextInt(4); n >= 0; n--) {
        mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
      }
      refused += isRefused(PemCodec.block("CERTIFICATE", mutated)) ? 1 : 0;
      var text = new StringBuilder(pem);
      text.setCharAt(random.nextInt(pem.length()), (char) (' ' + random.nextInt(95)));
      refused += isRefused(text.toString()) ? 1 : 0;
    }
    assertTrue(refused > TIMES / 10 && refused < 2 * TIMES, "refused " + refused);
  }

  private static X509CertificateHolder certificate() throws Exception {
    var pair = KeyType.USUAL.generate();
    var name = new X500Name("CN=etcd1,O=k8s");
    var names =
        new GeneralNames(
            new GeneralName[] {
              new GeneralName(GeneralName.dNSName, "etcd1"),
              new GeneralName(GeneralName.iPAddress, "10.0.0.1")
            });
    var usages = new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth};
    return new JcaX509v3CertificateBuilder(
            name,
            BigInteger.TEN,
            Date.from(Instant.parse("2026-01-01T00:00:00Z")),
            Date.from(Instant.parse("2056-01-01T00:00:00Z")),
            name,
            pair.getPublic())
        .addExtension(Extension.subjectAlternativeName, false, names)
        .addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(usages))
        .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
        .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
        .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()));
  }

  private static boolean isRefused(String text) {
    try {
      var cert = ParsedCert.of(text);
      assertTrue(!cert.toString().isEmpty() && !cert.fingerprint().isEmpty());
      assertTrue(cert.sans().size() + cert.ekus().size() + cert.usages().size() >= 0);
      assertTrue(!cert.keyType().isEmpty() && !cert.serial().isEmpty());
      return false;
    } catch (IOException e) {
      return true;
    }
  }
}
