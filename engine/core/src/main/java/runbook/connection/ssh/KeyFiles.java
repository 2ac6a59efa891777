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

  /** The result of loading a key file. */
  sealed interface LoadedKey {

    /** A key to log in with. */
    record Usable(KeyPair pair) implements LoadedKey {}

    /** A key with an unknown passphrase; an agent may have it. */
    record Locked() implements LoadedKey {}

    /** A file that cannot be used, and the reason. */
    record Useless(String why, String hint) implements LoadedKey {}
  }

  private record KeyRequest(Path file, Optional<Secret> passphrase) {}

  private final Map<KeyRequest, LoadedKey> keys = new ConcurrentHashMap<>();

  LoadedKey load(Path file, Optional<Secret> passphrase) {
    return keys.computeIfAbsent(new KeyRequest(file, passphrase), KeyFiles::load);
  }

  private static LoadedKey load(KeyRequest keyRequest) {
    var file = keyRequest.file();
    var exposed = exposed(file);
    if (exposed.isPresent()) {
      return exposed.get();
    }
    var password = keyRequest.passphrase().map(Secret::value).map(FilePasswordProvider::of);
    try (var in = Files.newInputStream(file)) {
      var pairs =
          SecurityUtils.loadKeyPairIdentities(
              null,
              NamedResource.ofName(file.toString()),
              in,
              password.orElse(FilePasswordProvider.EMPTY));
      if (pairs != null && pairs.iterator().hasNext()) {
        return new LoadedKey.Usable(pairs.iterator().next());
      }
      return publicKey(file).isPresent()
          ? new LoadedKey.Useless(
              "it is a public key", "name the private key, the file without .pub")
          : new LoadedKey.Useless("it contains no supported private key", "name another file");
    } catch (NoSuchFileException e) {
      return new LoadedKey.Useless("there is no such file", "correct the name of the key");
    } catch (FailedLoginException e) {
      return new LoadedKey.Locked();
    } catch (IOException | GeneralSecurityException e) {
      return password.isPresent()
          ? new LoadedKey.Useless(
              "its passphrase is wrong (" + e.getMessage() + ")", "correct the passphrase")
          : new LoadedKey.Useless("it cannot be read: " + e.getMessage(), "name another file");
    }
  }

  /** As OpenSSH does, refuses a key of this user that others may read or change. */
  private static Optional<LoadedKey> exposed(Path file) {
    try {
      var mode = (int) Files.getAttribute(file, "unix:mode") & 0777;
      var mine = Files.getOwner(file).getName().equals(System.getProperty("user.name"));
      return mine && (mode & 077) != 0 && publicKey(file).isEmpty()
          ? Optional.of(
              new LoadedKey.Useless(
                  "other users may read or change it, with mode 0%o".formatted(mode),
                  "run `chmod 600 %s`; if others could have read it, make a new key"
                      .formatted(file)))
          : Optional.empty();
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.empty();
    }
  }

  /** Returns the public key in this file. */
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
