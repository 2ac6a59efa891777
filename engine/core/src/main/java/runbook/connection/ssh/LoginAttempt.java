package runbook.connection.ssh;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.session.Session;
import runbook.connection.Endpoint.HostKeyPolicy;
import runbook.connection.Unreachable;

/** One login to one machine: the input and the results of MINA's callbacks. */
final class LoginAttempt {

  private static final AttributeRepository.AttributeKey<LoginAttempt> KEY =
      new AttributeRepository.AttributeKey<>();

  /** The name in messages: the host, and the jump host if this is one. */
  final String name;

  final SshHop sshHop;
  final HostKeyPolicy hostKeyPolicy;
  final List<Path> knownHosts;
  final boolean legacyAlgorithms;
  final LoginCredentials loginCredentials;
  private volatile Optional<Unreachable> refusal = Optional.empty();
  private volatile Optional<String> agentProblem = Optional.empty();

  LoginAttempt(
      String name,
      SshHop sshHop,
      HostKeyPolicy hostKeyPolicy,
      List<Path> knownHosts,
      boolean legacyAlgorithms,
      LoginCredentials loginCredentials) {
    this.name = name;
    this.sshHop = sshHop;
    this.hostKeyPolicy = hostKeyPolicy;
    this.knownHosts = knownHosts;
    this.legacyAlgorithms = legacyAlgorithms;
    this.loginCredentials = loginCredentials;
  }

  static LoginAttempt of(Session session) {
    return ((ClientSession) session).getConnectionContext().getAttribute(KEY);
  }

  AttributeRepository asContext() {
    return AttributeRepository.ofKeyValuePair(KEY, this);
  }

  /** Returns why this side ended the attempt, if it did. */
  Optional<Unreachable> refusal() {
    return refusal;
  }

  /** Returns the problem with the agent, if there is one. */
  Optional<String> agentProblem() {
    return agentProblem;
  }

  void agentProblem(String why) {
    agentProblem = Optional.of(why);
  }

  void refuse(String message, String hint) {
    refusal = Optional.of(new Unreachable(name + ": " + message, hint, null));
  }
}
