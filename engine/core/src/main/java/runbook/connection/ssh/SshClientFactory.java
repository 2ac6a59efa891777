package runbook.connection.ssh;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.core.CoreModuleProperties;

/** Creates the one MINA client of a run, with the algorithms in our order. */
final class SshClientFactory {

  /** The longest wait that MINA allows. The actual deadlines are set elsewhere. */
  private static final Duration FOREVER = Duration.ofDays(365);

  private SshClientFactory() {}

  /** Loads the classes of a client, which takes as long as a login. */
  static void load() {
    MinaLog.quiet();
    SshClient.setUpDefaultClient();
  }

  static SshClient started(SshSettings sshSettings, HostKeyCheck check) {
    MinaLog.quiet();
    var client = SshClient.setUpDefaultClient();
    CoreModuleProperties.TCP_NODELAY.set(client, true);
    ListeningSession.useFor(client);
    CoreModuleProperties.IDLE_TIMEOUT.set(client, Duration.ZERO);
    CoreModuleProperties.NIO2_READ_TIMEOUT.set(client, Duration.ZERO);
    CoreModuleProperties.AUTH_TIMEOUT.set(client, FOREVER);
    CoreModuleProperties.WAIT_FOR_SPACE_TIMEOUT.set(client, FOREVER);
    client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
    client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
    client.setUnknownChannelReferenceHandler(new ClosedChannelMessages());
    client.setServerKeyVerifier(check);
    client.addSessionListener(new AlgorithmOffer());
    client.addSessionListener(check);
    sshSettings
        .agent()
        .ifPresent(socket -> client.setAgentFactory(new SshAgentClientFactory(socket)));
    client.setKeyExchangeFactories(
        inOrder(
            OldAlgorithms.removedFrom(client.getKeyExchangeFactories()),
            "mlkem768x25519.*|curve25519.*|(?!sntrup).*|sntrup.*"));
    client.setCipherFactories(
        inOrder(OldAlgorithms.removedFrom(client.getCipherFactories()), "chacha.*|.*gcm.*|.*"));
    client.setMacFactories(OldAlgorithms.removedFrom(client.getMacFactories()));
    client.setSignatureFactories(OldAlgorithms.removedFrom(client.getSignatureFactories()));
    client.start();
    return client;
  }

  /**
   * Sorts the factories: those that match the first alternative come first, otherwise in MINA's
   * order.
   */
  private static <F extends NamedResource> List<F> inOrder(List<F> factories, String order) {
    var patterns = Pattern.compile("\\|").splitAsStream(order).map(Pattern::compile).toList();
    return factories.stream()
        .sorted(
            Comparator.comparing(f -> {
              int i = 0;
              while (!patterns.get(i).matcher(f.getName()).matches()) {
                i++;
              }
              return i;
            }))
        .toList();
  }
}
