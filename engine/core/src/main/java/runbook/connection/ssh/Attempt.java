package runbook.connection.ssh;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.session.Session;
import runbook.connection.Endpoint.Policy;
import runbook.connection.Unreachable;

/** One login at one machine: what MINA's callbacks must know, and what they found. */
final class Attempt {

  private static final AttributeRepository.AttributeKey<Attempt> KEY =
      new AttributeRepository.AttributeKey<>();

  /** The name in messages: the host's, and the jump's where it is one. */
  final String name;

  final Hop hop;
  final Policy policy;
  final List<Path> knownHosts;
  final Identities identities;
  private volatile Optional<Unreachable> refusal = Optional.empty();
  private volatile Optional<String> noAgent = Optional.empty();

  Attempt(String name, Hop hop, Policy policy, List<Path> knownHosts, Identities identities) {
    this.name = name;
    this.hop = hop;
    this.policy = policy;
    this.knownHosts = knownHosts;
    this.identities = identities;
  }

  static Attempt of(Session session) {
    return ((ClientSession) session).getConnectionContext().getAttribute(KEY);
  }

  AttributeRepository asContext() {
    return AttributeRepository.ofKeyValuePair(KEY, this);
  }

  /** Why this side ended the attempt, when it did. */
  Optional<Unreachable> refusal() {
    return refusal;
  }

  /** What is wrong with the agent, when something is. */
  Optional<String> noAgent() {
    return noAgent;
  }

  void noAgent(String why) {
    noAgent = Optional.of(why);
  }

  void refuse(String message, String hint) {
    refusal = Optional.of(new Unreachable(name + ": " + message, hint, null));
  }
}
