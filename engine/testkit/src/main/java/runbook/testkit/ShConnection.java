package runbook.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import runbook.connection.Become;
import runbook.connection.Connection;
import runbook.connection.Denied;
import runbook.connection.Part;
import runbook.connection.PortReply;
import runbook.connection.Reply;
import runbook.connection.Request;
import runbook.connection.Traffic;
import runbook.connection.Tunnel;

/** A connection without a wire: each part of a request is a new shell of this machine. */
final class ShConnection implements Connection {

  private final Sh sh;
  private int trips;

  ShConnection(Sh sh) {
    this.sh = sh;
  }

  @Override
  public Reply send(Request request, Optional<Become> become, Duration deadline) {
    trips++;
    var replies = new ArrayList<Reply.Part>();
    for (var part : request.parts()) {
      var output = sh.carryOut(part);
      replies.add(new Reply.Part(output.exit(), output.out(), output.err().getBytes(UTF_8), 0));
      if (output.exit() != 0 && !(part instanceof Part.Run(String _, boolean goOn) && goOn)) {
        break;
      }
    }
    return new Reply(replies);
  }

  @Override
  public Tunnel tunnel(String address, int port) throws Denied {
    throw new Denied("no way leads through this host", "take one with an sshd");
  }

  @Override
  public Optional<List<PortReply>> knock(List<InetSocketAddress> ports, Duration within) {
    return Optional.empty();
  }

  @Override
  public Map<String, String> greeting() {
    return Map.of();
  }

  @Override
  public Traffic traffic() {
    return new Traffic(trips, 0, 0);
  }

  @Override
  public void close() {
    // Nothing is kept open.
  }
}
