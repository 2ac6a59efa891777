package runbook.connection.ssh;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.common.config.keys.KeyUtils;
import runbook.connection.Secret;
import runbook.connection.Unreachable;

/**
 * The keys and password for a login.
 *
 * @param pairs keys from files
 * @param ofAgent the only agent keys to try; empty allows all of them
 * @param story lists what was available, for the error message
 */
record LoginCredentials(
    List<KeyPair> pairs,
    Optional<List<PublicKey>> ofAgent,
    Optional<Secret> password,
    List<String> story) {

  private static final List<String> USUAL = List.of("id_ed25519", "id_ecdsa", "id_rsa");

  /** Tries only the named keys, if there are any, since a host may hang up after a few attempts. */
  static LoginCredentials of(
      String name,
      List<Path> named,
      Optional<Secret> passphrase,
      Optional<Secret> password,
      KeyFiles files,
      SshSettings sshSettings)
      throws Unreachable {
    var pairs = new ArrayList<KeyPair>();
    var ofAgent = new ArrayList<PublicKey>();
    var story = new ArrayList<String>();
    var wanted =
        named.isEmpty()
            ? USUAL.stream().map(sshSettings::ssh).filter(Files::exists).toList()
            : named;
    for (var file : wanted) {
      switch (files.load(file, passphrase)) {
        case KeyFiles.LoadedKey.Usable(var pair) -> {
          pairs.add(pair);
          story.add(file + " (" + KeyUtils.getFingerPrint(pair.getPublic()) + ")");
        }
        case KeyFiles.LoadedKey.Locked _ -> {
          var key = KeyFiles.publicKey(Path.of(file + ".pub"));
          if (sshSettings.agent().isPresent() && key.isPresent()) {
            ofAgent.add(key.get());
            story.add(file + " by the agent");
          } else if (named.isEmpty()) {
            story.add(file + " (not tried: it needs a passphrase)");
          } else {
            throw new Unreachable(
                name + ": the key " + file + " needs a passphrase",
                "give its passphrase, or load it into an ssh-agent",
                null);
          }
        }
        case KeyFiles.LoadedKey.Useless(var why, var hint) -> {
          if (!named.isEmpty()) {
            throw new Unreachable(
                name + ": the key " + file + " cannot be used: " + why, hint, null);
          }
          story.add(file + " (not tried: " + why + ")");
        }
      }
    }
    if (named.isEmpty()) {
      story.add(sshSettings.agent().map(a -> "the agent's keys").orElse("no agent"));
    }
    story.add(password.isPresent() ? "a password" : "no password");
    return new LoginCredentials(
        List.copyOf(pairs),
        named.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(ofAgent)),
        password,
        List.copyOf(story));
  }
}
