package runbook.connection.ssh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.security.auth.login.FailedLoginException;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import runbook.connection.Secret;

/** The user's private keys, each read and decrypted once for all hosts. */
final class KeyFiles {

  /** What there is to a key file. */
  sealed interface Key {

    /** A key to log in with. */
    record Usable(KeyPair pair) implements Key {}

    /** A key that needs a passphrase that nobody gave; an agent may have it. */
    record Locked() implements Key {}

    /** A file that is of no use, and why. */
    record Useless(String why, String hint) implements Key {}
  }

  private record Asked(Path file, Optional<Secret> passphrase) {}

  private final Map<Asked, Key> keys = new ConcurrentHashMap<>();

  Key load(Path file, Optional<Secret> passphrase) {
    return keys.computeIfAbsent(new Asked(file, passphrase), KeyFiles::load);
  }

  private static Key load(Asked asked) {
    var file = asked.file();
    var password = asked.passphrase().map(Secret::value).map(FilePasswordProvider::of);
    try (var in = Files.newInputStream(file)) {
      var pairs =
          SecurityUtils.loadKeyPairIdentities(
              null,
              NamedResource.ofName(file.toString()),
              in,
              password.orElse(FilePasswordProvider.EMPTY));
      if (pairs != null && pairs.iterator().hasNext()) {
        return new Key.Usable(pairs.iterator().next());
      }
      return publicKey(file).isPresent()
          ? new Key.Useless("it is a public key", "name the private key, the file without .pub")
          : new Key.Useless("it holds no private key that is understood", "name another file");
    } catch (NoSuchFileException e) {
      return new Key.Useless("there is no such file", "correct the name of the key");
    } catch (FailedLoginException e) {
      return new Key.Locked();
    } catch (IOException | GeneralSecurityException e) {
      return password.isPresent()
          ? new Key.Useless(
              "its passphrase is wrong (" + e.getMessage() + ")", "correct the passphrase")
          : new Key.Useless("it cannot be read: " + e.getMessage(), "name another file");
    }
  }

  /** The public key in this file. */
  static Optional<PublicKey> publicKey(Path file) {
    try {
      for (var line : Files.readAllLines(file)) {
        var entry = AuthorizedKeyEntry.parseAuthorizedKeyEntry(line);
        if (entry != null) {
          return Optional.ofNullable(entry.resolvePublicKey(null, Map.of(), null));
        }
      }
      return Optional.empty();
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      return Optional.empty();
    }
  }
}
