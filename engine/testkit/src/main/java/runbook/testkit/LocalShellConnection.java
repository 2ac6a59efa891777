package runbook.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import runbook.connection.AccessDenied;
import runbook.connection.BecomeUser;
import runbook.connection.Connection;
import runbook.connection.PortReply;
import runbook.connection.Reply;
import runbook.connection.Request;
import runbook.connection.RequestPart;
import runbook.connection.RequestProgress;
import runbook.connection.Traffic;
import runbook.connection.Tunnel;

/** A connection to this machine that runs each part of a request in a new shell. */
final class LocalShellConnection implements Connection {

  private final LocalShell localShell;
  private int trips;

  LocalShellConnection(LocalShell localShell) {
    this.localShell = localShell;
  }

  @Override
  public Reply send(
      Request request,
      Optional<BecomeUser> become,
      Duration deadline,
      RequestProgress requestProgress) {
    trips++;
    var replies = new ArrayList<Reply.ReplyPart>();
    for (var requestPart : request.parts()) {
      var shellOutput = localShell.carryOut(requestPart);
      replies.add(
          new Reply.ReplyPart(
              shellOutput.exit(), shellOutput.out(), shellOutput.err().getBytes(UTF_8), 0));
      requestProgress.ended(replies.size() - 1, shellOutput.exit());
      if (shellOutput.exit() != 0
          && !(requestPart instanceof RequestPart.ScriptPart(_, boolean goOn, _, _) && goOn)) {
        break;
      }
    }
    return new Reply(replies);
  }

  @Override
  public void stopAfterStep() {
    // No step follows another one.
  }

  @Override
  public Tunnel tunnel(String address, int port) throws AccessDenied {
    throw new AccessDenied("this host forwards no connections", "use a host with sshd");
  }

  @Override
  public Optional<List<PortReply>> probePorts(List<InetSocketAddress> ports, Duration within) {
    return Optional.empty();
  }

  @Override
  public Map<String, List<String>> notes(Optional<BecomeUser> user) {
    return Map.of();
  }

  @Override
  public void tell(Optional<BecomeUser> user, String commands) {
    // A run on this machine is not killed in a test.
  }

  @Override
  public Map<String, String> loginFacts() {
    return Map.of();
  }

  @Override
  public Traffic traffic() {
    return new Traffic(trips, 0, 0);
  }

  @Override
  public void close() {
    // There is nothing to close.
  }
}
