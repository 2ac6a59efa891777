package runbook.modules.cert;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.List;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import runbook.module.Doc;
import runbook.module.Example;

/** A type of key, by the name that users write. */
@Doc("a type of key such as ec-p256 or rsa-2048")
@Example("ec-p256")
public record KeyType(String name) {

  private static final List<String> NAMES =
      List.of("ec-p256", "ec-p384", "rsa-2048", "rsa-3072", "rsa-4096", "ed25519");

  public static final KeyType USUAL = new KeyType("ec-p256");

  public KeyType {
    if (!NAMES.contains(name)) {
      throw new IllegalArgumentException(
          "'%s' is none of %s".formatted(name, String.join(", ", NAMES)));
    }
  }

  boolean isRsa() {
    return name.startsWith("rsa-");
  }

  KeyPair generate() {
    try {
      var generator = KeyPairGenerator.getInstance(isRsa() ? "RSA" : isEd() ? "Ed25519" : "EC");
      if (isRsa()) {
        generator.initialize(Integer.parseInt(name.substring(4)));
      } else if (!isEd()) {
        generator.initialize(new ECGenParameterSpec("secp%sr1".formatted(name.substring(4))));
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK makes keys of type " + name, e);
    }
  }

  private boolean isEd() {
    return name.equals("ed25519");
  }

  /** Returns the type of a key, even if users cannot request that type. */
  static String of(SubjectPublicKeyInfo key) {
    try {
      return switch (PemCodec.publicKey(key)) {
        case RSAPublicKey rsa -> "rsa-" + rsa.getModulus().bitLength();
        case ECPublicKey ec -> "ec-p" + ec.getParams().getOrder().bitLength();
        case java.security.PublicKey other -> other.getAlgorithm().replace("EdDSA", "ed25519");
      };
    } catch (IOException e) {
      return "unknown";
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
