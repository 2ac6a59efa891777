package runbook.modules.cert;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMException;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMDecryptorProviderBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;

/**
 * A private key on the controller, in PKCS#1, SEC1 or PKCS#8, encrypted or not.
 *
 * @param isEncrypted whether the key is encrypted in the file
 */
record PrivateKeyFile(PrivateKeyInfo key, boolean isEncrypted) {

  /** Much more than openssl's old default of 2048, which is too easy to attack today. */
  private static final int ITERATIONS = 200_000;

  static PrivateKeyFile read(Path file, String text, Optional<Passphrase> passphrase)
      throws CaException {
    try (var parser = new PEMParser(new StringReader(text))) {
      for (var next = parser.readObject(); next != null; next = parser.readObject()) {
        switch (next) {
          case PrivateKeyInfo plain -> {
            return new PrivateKeyFile(plain, false);
          }
          case PEMKeyPair pair -> {
            return new PrivateKeyFile(pair.getPrivateKeyInfo(), false);
          }
          case PKCS8EncryptedPrivateKeyInfo encrypted -> {
            return new PrivateKeyFile(decrypted(encrypted, given(file, passphrase)), true);
          }
          case PEMEncryptedKeyPair encrypted -> {
            return new PrivateKeyFile(decrypted(encrypted, given(file, passphrase)), true);
          }
          default -> {} // the parameters of a curve stand before its key
        }
      }
    } catch (CaException e) {
      throw e;
    } catch (PEMException | PKCSException | OperatorCreationException e) {
      throw new CaException(
          "the key %s cannot be decrypted: is 'passphrase' the right one?".formatted(file), e);
    } catch (IOException e) {
      throw new CaException("the key %s cannot be read: %s".formatted(file, e.getMessage()), e);
    }
    throw new CaException("there is no private key in %s, which should be PEM".formatted(file));
  }

  private static Passphrase given(Path file, Optional<Passphrase> passphrase) throws CaException {
    return passphrase.orElseThrow(
        () -> new CaException("the key %s is encrypted: give 'passphrase'".formatted(file)));
  }

  private static PrivateKeyInfo decrypted(
      PKCS8EncryptedPrivateKeyInfo encrypted, Passphrase passphrase)
      throws OperatorCreationException, PKCSException {
    return encrypted.decryptPrivateKeyInfo(
        new JceOpenSSLPKCS8DecryptorProviderBuilder()
            .setProvider(new BouncyCastleProvider())
            .build(passphrase.characters()));
  }

  private static PrivateKeyInfo decrypted(PEMEncryptedKeyPair encrypted, Passphrase passphrase)
      throws IOException {
    var decryptor =
        new JcePEMDecryptorProviderBuilder()
            .setProvider(new BouncyCastleProvider())
            .build(passphrase.characters());
    return encrypted.decryptKeyPair(decryptor).getPrivateKeyInfo();
  }

  /** Returns the key as PEM text, encrypted with AES-256 if a passphrase is given. */
  static String text(PrivateKeyInfo key, Optional<Passphrase> passphrase) throws IOException {
    if (passphrase.isEmpty()) {
      return PemCodec.of(key);
    }
    try {
      var encryptor =
          new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC)
              .setProvider(new BouncyCastleProvider())
              .setRandom(new SecureRandom())
              .setPRF(PKCS8Generator.PRF_HMACSHA256)
              .setIterationCount(ITERATIONS)
              .setPassword(passphrase.get().characters())
              .build();
      var object = new PKCS8Generator(key, encryptor).generate();
      return PemCodec.block(object.getType(), object.getContent());
    } catch (OperatorCreationException e) {
      throw new IOException(e);
    }
  }
}
