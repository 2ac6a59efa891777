package runbook.modules.cert;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.operator.OperatorCreationException;

/** An authority with its private key, ready to sign. */
public final class CaSigner {

  /** Allows for clocks that differ: a certificate from the future is rejected. */
  static final Duration BACK_DATED = Duration.ofMinutes(10);

  private static final SecureRandom RANDOM = new SecureRandom();

  private final List<X509CertificateHolder> chain;
  private final PrivateKey key;

  /** Takes an authority that was checked before. */
  CaSigner(List<X509CertificateHolder> chain, PrivateKey key) {
    this.chain = List.copyOf(chain);
    this.key = key;
  }

  /**
   * Opens the authority that a user names, which must exist.
   *
   * @throws CaException if it does not exist or cannot be used; its message is for the user
   */
  public static CaSigner open(CaSettings caSettings) throws CaException {
    return CaLoader.find(caSettings)
        .orElseThrow(() ->
            new CaException(
                "there is no authority %s yet: 'issue_cert' makes it"
                    .formatted(caSettings.certFile())));
  }

  /** The certificates that a client must trust to accept what this authority issues. */
  public List<X509Certificate> trustedCertificates() {
    return IssuedCert.converted(chain);
  }

  /** The same certificates as PEM text. */
  String text() {
    return PemCodec.of(chain);
  }

  /** Returns whether a PEM text holds all certificates of this authority; it may hold others. */
  boolean isContainedIn(String text) {
    try {
      return PemCodec.certificates(text).containsAll(chain);
    } catch (IOException e) {
      return false;
    }
  }

  X509CertificateHolder certificate() {
    return chain.getFirst();
  }

  List<X509CertificateHolder> certificates() {
    return chain;
  }

  /** The authorities between its certificates and the root; clients have the root already. */
  List<X509CertificateHolder> intermediates() {
    return chain.stream().filter(c -> !c.getSubject().equals(c.getIssuer())).toList();
  }

  Instant notAfter() {
    return certificate().getNotAfter().toInstant();
  }

  /** Makes a key and a certificate for it, in memory. */
  public IssuedCert issue(CertSpec certSpec) {
    var pair = certSpec.key().generate();
    try {
      var issued = new ArrayList<>(List.of(signed(certSpec, pair)));
      issued.addAll(intermediates());
      return new IssuedCert(pair, issued);
    } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException("key of " + certificate().getSubject() + " cannot sign", e);
    }
  }

  private X509CertificateHolder signed(CertSpec certSpec, KeyPair pair)
      throws IOException, GeneralSecurityException, OperatorCreationException {
    var begin = Instant.now().minus(BACK_DATED);
    var end = begin.plus(certSpec.valid());
    var builder =
        new X509v3CertificateBuilder(
            certificate().getSubject(),
            serial(),
            Date.from(begin),
            Date.from(end.isAfter(notAfter()) ? notAfter() : end),
            certSpec.certSubject().encoded(),
            SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()));
    var identifiers = new JcaX509ExtensionUtils();
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
    builder.addExtension(
        Extension.subjectKeyIdentifier,
        false,
        identifiers.createSubjectKeyIdentifier(pair.getPublic()));
    builder.addExtension(
        Extension.authorityKeyIdentifier,
        false,
        SignatureCheck.authorityKeyIdentifier(certificate()));
    if (!certSpec.usages().isEmpty()) {
      builder.addExtension(Extension.keyUsage, true, KeyUsageName.encoded(certSpec.usages()));
    }
    if (!certSpec.ekus().isEmpty()) {
      var purposes = certSpec.ekus().stream().map(ExtendedUsageName::encoded);
      builder.addExtension(
          Extension.extendedKeyUsage,
          false,
          new ExtendedKeyUsage(purposes.toArray(KeyPurposeId[]::new)));
    }
    if (!certSpec.sans().isEmpty()) {
      var names = certSpec.sans().stream().map(SubjectAltName::encoded).toArray(GeneralName[]::new);
      builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
    }
    return builder.build(SignatureCheck.with(key, certificate().getSubjectPublicKeyInfo()));
  }

  static BigInteger serial() {
    return new BigInteger(128, RANDOM).setBit(0);
  }
}
