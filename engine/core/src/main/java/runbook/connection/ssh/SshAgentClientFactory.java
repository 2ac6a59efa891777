package runbook.connection.ssh;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.sshd.agent.SshAgent;
import org.apache.sshd.agent.SshAgentFactory;
import org.apache.sshd.agent.SshAgentServer;
import org.apache.sshd.common.FactoryManager;
import org.apache.sshd.common.channel.ChannelFactory;
import org.apache.sshd.common.session.ConnectionService;
import org.apache.sshd.common.session.Session;

/** Lets MINA query an ssh-agent, again for each login; the agent is never forwarded to a host. */
record SshAgentClientFactory(Path socket) implements SshAgentFactory {

  @Override
  public List<ChannelFactory> getChannelForwardingFactories(FactoryManager manager) {
    return List.of();
  }

  /** Returns null if there is no agent, as MINA expects. */
  @Override
  public SshAgent createClient(Session session, FactoryManager manager) {
    var loginAttempt = LoginAttempt.of(session);
    var only = loginAttempt.loginCredentials.ofAgent();
    if (only.isPresent() && only.get().isEmpty()) {
      return null;
    }
    try {
      return SshAgentClient.at(socket, only);
    } catch (IOException e) {
      loginAttempt.agentProblem(socket + " does not answer: " + e.getMessage());
      return null;
    }
  }

  @Override
  public SshAgentServer createServer(ConnectionService service) {
    throw new UnsupportedOperationException("an agent is never forwarded");
  }
}
