package runbook.modules.cert;

import java.io.IOException;
import java.math.BigInteger;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/**
 * The public part of a private key, which the host cuts out of the file.
 *
 * @param base64 the part as it is in the file
 */
record PublicKeyPart(KeyPartKind keyPartKind, String base64) {

  /** The kind of part, or the reason why there is none. */
  enum KeyPartKind {
    /** The beginning of the file of an RSA key, which holds the modulus. */
    HEAD,
    /** The end of the file of an elliptic curve key, which holds the point. */
    TAIL,
    /** The public key as a program on the host computed it. */
    PUBLIC,
    /** There is a key, but its public part cannot be seen. */
    HIDDEN,
    ENCRYPTED,
    /** The file holds no key. */
    BROKEN,
    MISSING
  }

  /** The result of comparing a key with a certificate. */
  enum KeyMatch {
    YES,
    NO,
    UNKNOWN
  }

  static final PublicKeyPart MISSING = new PublicKeyPart(KeyPartKind.MISSING, "");
  static final PublicKeyPart HIDDEN = new PublicKeyPart(KeyPartKind.HIDDEN, "");

  /** Enough bytes of a modulus to identify it. */
  private static final int ENOUGH = 200;

  KeyMatch match(SubjectPublicKeyInfo certified) {
    try {
      var shown = Base64.getDecoder().decode(base64);
      return switch (keyPartKind) {
        case HEAD ->
            of(PemCodec.publicKey(certified) instanceof RSAPublicKey rsa && holds(shown, rsa));
        case TAIL ->
            of(
                PemCodec.publicKey(certified) instanceof ECPublicKey
                    && endsWith(shown, certified.getPublicKeyData().getBytes()));
        case PUBLIC -> of(Arrays.equals(shown, certified.getEncoded()));
        case HIDDEN, ENCRYPTED -> KeyMatch.UNKNOWN;
        case BROKEN, MISSING -> KeyMatch.NO;
      };
    } catch (IllegalArgumentException | IOException e) {
      return KeyMatch.NO;
    }
  }

  private static KeyMatch of(boolean matches) {
    return matches ? KeyMatch.YES : KeyMatch.NO;
  }

  private static boolean holds(byte[] shown, RSAPublicKey key) {
    BigInteger modulus = key.getModulus();
    var wanted = Arrays.copyOf(modulus.toByteArray(), ENOUGH);
    for (int i = 0; i + ENOUGH <= shown.length; i++) {
      if (Arrays.equals(shown, i, i + ENOUGH, wanted, 0, ENOUGH)) {
        return true;
      }
    }
    return false;
  }

  private static boolean endsWith(byte[] shown, byte[] point) {
    int from = shown.length - point.length;
    return from >= 0 && Arrays.equals(shown, from, shown.length, point, 0, point.length);
  }
}
