package runbook.modules.cert;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.CertException;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;

/** Makes and verifies signatures, and matches keys. */
final class SignatureCheck {

  /** What was verified already: predicting and doing a step look at the same certificates. */
  private static final Map<SignedPair, Boolean> KNOWN = new ConcurrentHashMap<>();

  private static final int MOST_KNOWN = 10_000;

  private SignatureCheck() {}

  private record SignedPair(X509CertificateHolder authority, X509CertificateHolder leaf) {}

  /** Returns an algorithm whose digest fits the strength of the key. */
  private static String algorithm(SubjectPublicKeyInfo own) {
    return switch (KeyType.of(own)) {
      case "ed25519" -> "Ed25519";
      case "ec-p384" -> "SHA384withECDSA";
      case "ec-p521" -> "SHA512withECDSA";
      case String type when type.startsWith("ec-") -> "SHA256withECDSA";
      default -> "SHA256withRSA";
    };
  }

  static ContentSigner with(PrivateKey key, SubjectPublicKeyInfo own)
      throws OperatorCreationException {
    return new JcaContentSignerBuilder(algorithm(own)).build(key);
  }

  /** Returns whether two keys are a pair; signs a text to find out, as all key types can. */
  static boolean keysMatch(PrivateKey key, SubjectPublicKeyInfo own) throws IOException {
    var text = CaSigner.serial().toByteArray();
    try {
      var signature = Signature.getInstance(algorithm(own));
      signature.initSign(key);
      signature.update(text);
      var signed = signature.sign();
      signature.initVerify(PemCodec.publicKey(own));
      signature.update(text);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** Returns whether this authority signed a certificate, and not just one of the same name. */
  static boolean isSignedBy(X509CertificateHolder authority, X509CertificateHolder leaf) {
    if (KNOWN.size() > MOST_KNOWN) {
      KNOWN.clear();
    }
    return KNOWN.computeIfAbsent(new SignedPair(authority, leaf), SignatureCheck::verify);
  }

  private static boolean verify(SignedPair pair) {
    var authority = pair.authority();
    var leaf = pair.leaf();
    try {
      var verifier =
          new JcaContentVerifierProviderBuilder().build(authority.getSubjectPublicKeyInfo());
      return leaf.getIssuer().equals(authority.getSubject()) && leaf.isSignatureValid(verifier);
    } catch (CertException | OperatorCreationException e) {
      return false;
    }
  }

  /** Returns the identifier by which issued certificates name the authority's key. */
  static AuthorityKeyIdentifier authorityKeyIdentifier(X509CertificateHolder authority)
      throws GeneralSecurityException {
    var own = SubjectKeyIdentifier.fromExtensions(authority.getExtensions());
    return own == null
        ? new JcaX509ExtensionUtils()
            .createAuthorityKeyIdentifier(authority.getSubjectPublicKeyInfo())
        : new AuthorityKeyIdentifier(own.getKeyIdentifier());
  }
}
