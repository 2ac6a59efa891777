package runbook.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts what a journal must keep of secrets, with a key that only this user can read. A journal
 * that is copied elsewhere tells none of them.
 */
final class JournalSeal {

  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;

  private final Path keyFile;

  JournalSeal(Path keyFile) {
    this.keyFile = keyFile;
  }

  /** Returns the seal of the current user. */
  static JournalSeal ofUser() {
    return new JournalSeal(
        Path.of(System.getProperty("user.home"), ".local", "state", "runbook", "journal.key"));
  }

  String close(String text) throws IOException {
    var nonce = new byte[NONCE];
    new SecureRandom().nextBytes(nonce);
    try {
      var cipher = cipher(Cipher.ENCRYPT_MODE, nonce);
      var encrypted = cipher.doFinal(text.getBytes(UTF_8));
      var all = new byte[NONCE + encrypted.length];
      System.arraycopy(nonce, 0, all, 0, NONCE);
      System.arraycopy(encrypted, 0, all, NONCE, encrypted.length);
      return Base64.getEncoder().encodeToString(all);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Decrypts a text.
   *
   * @throws IOException if the key is missing or another one
   */
  String open(String sealed) throws IOException {
    var all = Base64.getDecoder().decode(sealed);
    var nonce = java.util.Arrays.copyOf(all, NONCE);
    try {
      var cipher = cipher(Cipher.DECRYPT_MODE, nonce);
      return new String(cipher.doFinal(all, NONCE, all.length - NONCE), UTF_8);
    } catch (GeneralSecurityException e) {
      throw new IOException("%s is not the key that sealed the journal".formatted(keyFile), e);
    }
  }

  private Cipher cipher(int mode, byte[] nonce) throws IOException, GeneralSecurityException {
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    var key = mode == Cipher.ENCRYPT_MODE ? key() : Files.readAllBytes(keyFile);
    cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
    return cipher;
  }

  private byte[] key() throws IOException {
    try {
      return Files.readAllBytes(keyFile);
    } catch (NoSuchFileException e) {
      Files.createDirectories(keyFile.getParent());
      var fresh = new byte[32];
      new SecureRandom().nextBytes(fresh);
      var beside = Files.createTempFile(keyFile.getParent(), "journal", ".key");
      Files.setPosixFilePermissions(beside, PosixFilePermissions.fromString("rw-------"));
      Files.write(beside, fresh, StandardOpenOption.WRITE);
      try {
        Files.createLink(keyFile, beside);
      } catch (FileAlreadyExistsException other) {
        return Files.readAllBytes(keyFile);
      } finally {
        Files.delete(beside);
      }
      return fresh;
    }
  }
}
