package runbook.modules.cert;

import java.io.IOException;
import java.math.BigInteger;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/**
 * What a host shows of a private key: its public part, cut out of the file by the host.
 *
 * @param base64 the cut as it stands in the file
 */
record PublicKeyPart(KeyPartKind keyPartKind, String base64) {

  /** Which part it is, or why there is none. */
  enum KeyPartKind {
    /** How the file of an RSA key begins: with the modulus. */
    HEAD,
    /** How the file of a key of an elliptic curve ends: with the point. */
    TAIL,
    /** The public key as a program of the host has worked it out. */
    PUBLIC,
    /** There is a key, and nothing to be seen of it. */
    HIDDEN,
    ENCRYPTED,
    /** What is there is no key. */
    BROKEN,
    MISSING
  }

  /** Whether it is the key of a certificate. */
  enum KeyMatch {
    YES,
    NO,
    UNKNOWN
  }

  static final PublicKeyPart MISSING = new PublicKeyPart(KeyPartKind.MISSING, "");
  static final PublicKeyPart HIDDEN = new PublicKeyPart(KeyPartKind.HIDDEN, "");

  /** More of a modulus tells no more. */
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
