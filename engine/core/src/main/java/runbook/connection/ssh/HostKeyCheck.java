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
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.common.signature.Signature;
import runbook.connection.Endpoint.HostKeyPolicy;
import runbook.connection.ssh.KnownHosts.KnownKey;
import runbook.connection.ssh.KnownHosts.KnownKeys;

/**
 * Checks host keys, and requests the key type that is recorded for a host: a host known by its
 * ed25519 key is not refused because it offers another type first. Certificates are requested if an
 * authority is recorded; MINA checks their signature, name and time.
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
      var knownKeys = known.of(loginAttempt.sshHop, loginAttempt.knownHosts);
      boolean certificates = !knownKeys.authorities().isEmpty();
      var types = knownKeys.keys().stream().map(KnownKey::type).collect(Collectors.toSet());
      session.setSignatureFactories(
          session.getSignatureFactories().stream()
              .filter(s -> certificates || !isForCertificates(s))
              .sorted(Comparator.comparing(s -> !isForCertificates(s) && !known(types, s)))
              .toList());
      if (certificates) {
        // With these exchanges, MINA does not check certificates.
        session.setKeyExchangeFactories(
            session.getKeyExchangeFactories().stream()
                .filter(exchange -> !exchange.getName().contains("group-exchange"))
                .toList());
      }
    } catch (IOException e) {
      unreadable(loginAttempt, e);
    }
  }

  private static boolean isForCertificates(NamedFactory<Signature> signature) {
    return KeyUtils.isCertificateAlgorithm(signature.getName());
  }

  private static boolean known(Set<String> types, NamedFactory<Signature> signature) {
    return types.contains(KeyUtils.getCanonicalKeyType(signature.getName()));
  }

  /** MINA ends the session because of an invalid certificate. */
  @Override
  public void sessionException(Session session, Throwable problem) {
    var loginAttempt = LoginAttempt.of(session);
    var text = "" + problem.getMessage();
    if (text.contains(" key ID=") && loginAttempt.refusal().isEmpty()) {
      loginAttempt.refuse(
          "its host certificate is not valid: " + problemOf(text),
          "sign its key again, for the name %s".formatted(loginAttempt.sshHop.keyName()));
    }
  }

  private static String problemOf(String text) {
    return text.contains("CA expired")
        ? "it has expired, or is not valid yet"
        : text.replace("KeyExchange signature verification failed, ", "");
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

  private boolean judge(LoginAttempt loginAttempt, PublicKey shown) throws IOException {
    var knownKeys = known.of(loginAttempt.sshHop, loginAttempt.knownHosts);
    if (shown instanceof OpenSshCertificate certificate) {
      var authority = certificate.getCaPubKey();
      if (isRevoked(loginAttempt, authority, "the authority of its host certificate", knownKeys)
          || isRevoked(loginAttempt, certificate.getCertPubKey(), "its host key", knownKeys)) {
        return false;
      }
      return knownKeys.authorities().stream().anyMatch(k -> k.is(authority))
          || judge(loginAttempt, certificate.getCertPubKey(), knownKeys);
    }
    return !isRevoked(loginAttempt, shown, "its host key", knownKeys)
        && judge(loginAttempt, shown, knownKeys);
  }

  private static boolean isRevoked(
      LoginAttempt loginAttempt, PublicKey key, String what, KnownKeys knownKeys) {
    var revoked = knownKeys.revoked().stream().filter(k -> k.is(key)).findFirst();
    revoked.ifPresent(k ->
        loginAttempt.refuse(
            "%s is revoked by %s: %s".formatted(what, k, description(key)),
            "do not connect; give the host a new key"));
    return revoked.isPresent();
  }

  /** A host that is named in the files is not new, whatever key it shows. */
  private boolean judge(LoginAttempt loginAttempt, PublicKey key, KnownKeys knownKeys)
      throws IOException {
    if (knownKeys.keys().stream().anyMatch(k -> k.is(key))) {
      return true;
    }
    if (!knownKeys.keys().isEmpty()) {
      changed(loginAttempt, description(key), knownKeys.keys());
      return false;
    }
    if (!knownKeys.authorities().isEmpty()) {
      loginAttempt.refuse(
          "its host key is not signed by the authority of %s: %s"
              .formatted(knownKeys.authorities().getFirst(), description(key)),
          "sign its key with that authority, or record the key in " + file(loginAttempt));
      return false;
    }
    if (loginAttempt.hostKeyPolicy == HostKeyPolicy.ACCEPT_NEW) {
      known.add(loginAttempt.sshHop, key, loginAttempt.knownHosts.getFirst());
      return true;
    }
    loginAttempt.refuse(
        "its host key is unknown: %s is not in %s (%s)"
            .formatted(loginAttempt.sshHop.place(), file(loginAttempt), description(key)),
        "compare it with `ssh-keygen -lf` on the host's own key and log in once with ssh, or let"
            + " new keys be accepted");
    return false;
  }

  private static String file(LoginAttempt loginAttempt) {
    return loginAttempt.knownHosts.getFirst().toString();
  }

  private static String description(PublicKey key) {
    return KeyUtils.getKeyType(key) + " " + KeyUtils.getFingerPrint(key);
  }

  private static void changed(LoginAttempt loginAttempt, String shown, List<KnownKey> valid) {
    var other = valid.getFirst();
    loginAttempt.refuse(
        "its host key has changed: it shows %s, but %s says %s %s"
            .formatted(shown, other, other.type(), other.fingerprint()),
        "this may be an attack; if the host was reinstalled, remove line %d of %s"
            .formatted(other.number(), other.file()));
  }
}
