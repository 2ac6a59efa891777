package runbook.connection.ssh;

import java.io.IOException;
import java.net.SocketAddress;
import java.security.PublicKey;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.sshd.client.keyverifier.ServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.common.signature.Signature;
import runbook.connection.Endpoint.HostKeyPolicy;

/**
 * Checks host keys, and requests the key type that is recorded for a host: a host known by its
 * ed25519 key is not refused because it offers another type first.
 */
final class HostKeyCheck implements ServerKeyVerifier, SessionListener {

  private final KnownHosts known;

  HostKeyCheck(KnownHosts known) {
    this.known = known;
  }

  @Override
  public void sessionCreated(Session session) {
    var loginAttempt = LoginAttempt.of(session);
    try {
      var types =
          known.of(loginAttempt.sshHop, loginAttempt.knownHosts).stream()
              .filter(key -> !key.revoked())
              .map(KnownHosts.KnownKey::type)
              .collect(Collectors.toSet());
      var offered = session.getSignatureFactories();
      session.setSignatureFactories(
          offered.stream()
              .filter(s -> !s.getName().contains("-cert-"))
              .sorted(Comparator.comparing(s -> !known(types, s)))
              .toList());
    } catch (IOException e) {
      unreadable(loginAttempt, e);
    }
  }

  private static boolean known(Set<String> types, NamedFactory<Signature> signature) {
    return types.contains(KeyUtils.getCanonicalKeyType(signature.getName()));
  }

  @Override
  public boolean verifyServerKey(ClientSession session, SocketAddress address, PublicKey key) {
    var loginAttempt = LoginAttempt.of(session);
    try {
      return judge(loginAttempt, key);
    } catch (IOException e) {
      unreadable(loginAttempt, e);
      return false;
    }
  }

  private static void unreadable(LoginAttempt loginAttempt, IOException e) {
    loginAttempt.refuse(
        "the known host keys cannot be read or written: " + e.getMessage(), "fix that file");
  }

  private boolean judge(LoginAttempt loginAttempt, PublicKey key) throws IOException {
    var keys = known.of(loginAttempt.sshHop, loginAttempt.knownHosts);
    var shown = KeyUtils.getKeyType(key) + " " + KeyUtils.getFingerPrint(key);
    var revoked = keys.stream().filter(k -> k.revoked() && k.is(key)).findFirst();
    if (revoked.isPresent()) {
      loginAttempt.refuse(
          "its host key is revoked by %s: %s".formatted(revoked.get(), shown),
          "do not connect; give the host a new key");
      return false;
    }
    var valid = keys.stream().filter(k -> !k.revoked()).toList();
    if (valid.stream().anyMatch(k -> k.is(key))) {
      return true;
    }
    if (!valid.isEmpty()) {
      changed(loginAttempt, shown, valid);
      return false;
    }
    var file = loginAttempt.knownHosts.getFirst();
    if (loginAttempt.hostKeyPolicy == HostKeyPolicy.ACCEPT_NEW) {
      known.add(loginAttempt.sshHop, key, file);
      return true;
    }
    loginAttempt.refuse(
        "its host key is unknown: %s is not in %s (%s)"
            .formatted(loginAttempt.sshHop.place(), file, shown),
        "compare it with `ssh-keygen -lf` on the host's own key and log in once with ssh, or let"
            + " new keys be accepted");
    return false;
  }

  private static void changed(
      LoginAttempt loginAttempt, String shown, List<KnownHosts.KnownKey> valid) {
    var other = valid.getFirst();
    loginAttempt.refuse(
        "its host key has changed: it shows %s, but %s says %s %s"
            .formatted(shown, other, other.type(), other.fingerprint()),
        "this may be an attack; if the host was reinstalled, remove line %d of %s"
            .formatted(other.line(), other.file()));
  }
}
