package runbook.modules.cert;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;

/**
 * A parsed certificate.
 *
 * @param above the certificates of authorities that follow it in the file
 */
record ParsedCert(X509CertificateHolder own, List<X509CertificateHolder> above) {

  static ParsedCert of(String text) throws IOException {
    try {
      var found = PemCodec.certificates(text);
      if (found.isEmpty()) {
        throw new IOException("there is no certificate in it");
      }
      var parsedCert = new ParsedCert(found.getFirst(), found.subList(1, found.size()));
      parsedCert.readAll();
      return parsedCert;
    } catch (RuntimeException e) {
      // The parser throws many kinds of exceptions for what is no certificate.
      throw new IOException("it is malformed: " + e.getMessage(), e);
    }
  }

  /** Reads everything once, so that nothing that is malformed shows up later. */
  private void readAll() {
    var _ = sans().size() + ekus().size() + usages().size();
    var _ = isCa();
    var _ = keyType() + serial() + fingerprint() + this;
    var _ = notBefore().isBefore(notAfter());
  }

  List<String> sans() {
    var names = GeneralNames.fromExtensions(own.getExtensions(), Extension.subjectAlternativeName);
    return names == null ? List.of() : Stream.of(names.getNames()).map(SubjectAltName::of).toList();
  }

  /** Returns the extended usages; a certificate without any may be used for everything. */
  List<String> ekus() {
    var usage = ExtendedKeyUsage.fromExtensions(own.getExtensions());
    return usage == null
        ? List.of()
        : Arrays.stream(usage.getUsages()).map(ExtendedUsageName::of).toList();
  }

  Set<String> usages() {
    return KeyUsageName.of(Optional.ofNullable(KeyUsage.fromExtensions(own.getExtensions())));
  }

  boolean isCa() {
    var constraints = BasicConstraints.fromExtensions(own.getExtensions());
    return constraints != null && constraints.isCA();
  }

  String keyType() {
    return KeyType.of(own.getSubjectPublicKeyInfo());
  }

  Instant notBefore() {
    return own.getNotBefore().toInstant();
  }

  Instant notAfter() {
    return own.getNotAfter().toInstant();
  }

  /** Returns the serial number in whole bytes, as other programs print it. */
  String serial() {
    var digits = own.getSerialNumber().toString(16);
    return digits.length() % 2 == 0 ? digits : "0" + digits;
  }

  /** The SHA-256 of the certificate. */
  String fingerprint() {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(PemCodec.encoded(own)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "%s for %s until %s".formatted(own.getSubject(), sans(), notAfter());
  }
}
