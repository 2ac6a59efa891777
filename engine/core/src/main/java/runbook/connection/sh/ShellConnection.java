package runbook.connection.sh;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import runbook.connection.Become;
import runbook.connection.Connection;
import runbook.connection.Denied;
import runbook.connection.Expired;
import runbook.connection.Lease;
import runbook.connection.Leased;
import runbook.connection.Part;
import runbook.connection.PortReply;
import runbook.connection.Reply;
import runbook.connection.Request;
import runbook.connection.Traffic;
import runbook.connection.Tunnel;
import runbook.connection.Unreachable;

/** A connection made of shells: one for each user acted as, each started when first needed. */
public final class ShellConnection implements Connection {

  /** How long ending what ran too long may take; the kill script itself waits about two seconds. */
  private static final Duration KILL = Duration.ofSeconds(15);

  private static final Duration GOODBYE = Duration.ofSeconds(2);

  private final String host;
  private final Transport transport;
  private final String sh;
  private final Optional<Lease> lease;
  private final Map<Optional<Become>, Shell> shells = new ConcurrentHashMap<>();
  private final Meter meter = new Meter();
  private Map<String, String> greeting = Map.of();
  private String carrier = "";

  private ShellConnection(String host, Transport transport, String sh, Optional<Lease> lease) {
    this.host = host;
    this.transport = transport;
    this.sh = sh;
    this.lease = lease;
  }

  /**
   * Starts the first shell and lets the host introduce itself. Without success the transport is
   * closed.
   *
   * @param sh the command of the shell: {@code sh} on real hosts
   * @param limit how long this may take
   * @param lease taken there, so that no other run can take it
   */
  public static ShellConnection open(
      String host, Transport transport, String sh, Duration limit, Optional<Lease> lease)
      throws Leased, Unreachable, InterruptedException {
    var connection = new ShellConnection(host, transport, sh, lease);
    var work = Bounded.start("login at " + host, connection::login);
    boolean open = false;
    try {
      connection.greeting = work.await(limit);
      open = true;
      return connection;
    } catch (TimeoutException e) {
      throw new Unreachable(
          host + ": logged in, but no shell came up in time",
          "look at what the login shell's profile does there",
          e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Leased leased) {
        throw leased;
      }
      throw e.getCause() instanceof Denied denied
          ? new Unreachable(denied.getMessage(), denied.hint(), denied)
          : new Unreachable(
              host + ": logged in, but no shell came up: " + e.getCause().getMessage(),
              "log in by hand and see what the login shell says",
              e.getCause());
    } finally {
      if (!open) {
        work.interrupt();
        connection.close();
      }
    }
  }

  private Map<String, String> login() throws Denied, Leased, IOException, InterruptedException {
    var shell = shell(Optional.empty());
    if (shell.holder().isPresent()) {
      throw new Leased(shell.holder().get());
    }
    return shell.greeting();
  }

  @Override
  public Map<String, String> greeting() {
    return greeting;
  }

  @Override
  public Traffic traffic() {
    return meter.traffic();
  }

  @Override
  public Tunnel tunnel(String address, int port) throws Denied, Unreachable, InterruptedException {
    try {
      var direct = transport.tunnel(address, port);
      return direct.isPresent()
          ? direct.get()
          : CarriedTunnel.open(new Carrier(transport, sh, carrier(), address, port));
    } catch (IOException e) {
      throw lost(e);
    }
  }

  /** The program of the host that can carry bytes, which is looked for once. */
  private String carrier() throws Denied, Unreachable, InterruptedException {
    if (carrier.isEmpty()) {
      carrier = Carrier.found(host, this);
    }
    return carrier;
  }

  @Override
  public Optional<List<PortReply>> knock(List<InetSocketAddress> ports, Duration within)
      throws Unreachable, InterruptedException {
    try {
      return transport.knock(ports, within);
    } catch (IOException e) {
      throw lost(e);
    }
  }

  @Override
  public Reply send(Request request, Optional<Become> become, Duration deadline)
      throws Denied, Expired, Unreachable, InterruptedException {
    var as = become.filter(other -> !other.user().equals(greeting.get("user")));
    var running = new AtomicReference<Shell>();
    var work = Bounded.start("request to " + host, () -> carryOut(request, as, running));
    try {
      return work.await(deadline);
    } catch (TimeoutException e) {
      stop(work, as, running);
      throw new Expired(deadline);
    } catch (InterruptedException e) {
      try {
        stop(work, as, running);
      } catch (Unreachable | InterruptedException f) {
        e.addSuppressed(f);
      }
      throw e;
    } catch (ExecutionException e) {
      if (running.get() != null) {
        running.get().abandon();
        shells.values().remove(running.get());
      }
      switch (e.getCause()) {
        case Denied denied -> throw denied;
        case IOException lost -> throw lost(lost);
        case RuntimeException bug -> throw bug;
        default -> throw new IllegalStateException(e.getCause());
      }
    }
  }

  /** Ends a request on this side and on the host, from another shell there. */
  private void stop(Bounded<?> work, Optional<Become> as, AtomicReference<Shell> running)
      throws Unreachable, InterruptedException {
    work.interrupt();
    var shell = running.get();
    if (shell == null) {
      return;
    }
    shells.remove(as, shell);
    var kill =
        Bounded.start(
            "kill at " + host,
            () -> shell(as).carryOut(new Batch(List.of(shell.killer()), false), meter));
    try {
      kill.await(KILL);
    } catch (TimeoutException | ExecutionException e) {
      kill.interrupt();
      throw lost(e);
    } finally {
      shell.abandon();
    }
    if (!work.over(GOODBYE)) {
      throw lost(new IOException("the request does not let go"));
    }
  }

  private Unreachable lost(Exception cause) {
    return transport.isOpen()
        ? new Unreachable(
            host + ": the shell there ended in the middle of a request",
            "see whether a command of this request kills its own shell or the host is out of"
                + " memory",
            cause)
        : new Unreachable(
            host + ": lost the connection in the middle of a request",
            "what was running may have been carried out; look at the host and the network",
            cause);
  }

  private Reply carryOut(Request request, Optional<Become> as, AtomicReference<Shell> running)
      throws Exception {
    var answers = new ArrayList<Reply.Part>();
    for (var batch : Batch.of(request)) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      var shell = batch.bulk() ? start(as) : shell(as);
      running.set(shell);
      if (Thread.interrupted()) {
        // The time was up while the shell came up: whoever stopped this saw nothing to kill.
        if (batch.bulk()) {
          shell.abandon();
        }
        throw new InterruptedException();
      }
      meter.roundTrip();
      var parts = shell.carryOut(batch, meter);
      if (batch.bulk()) {
        shell.awaitEnd();
      }
      answers.addAll(parts);
      if (parts.size() < batch.parts().size() || ended(batch.parts(), parts)) {
        break;
      }
    }
    return new Reply(List.copyOf(answers));
  }

  private static boolean ended(List<Part> parts, List<Reply.Part> answers) {
    boolean goOn = parts.getLast() instanceof Part.Run(_, boolean on) && on;
    return answers.getLast().exit() != 0 && !goOn;
  }

  private Shell shell(Optional<Become> as) throws Denied, IOException, InterruptedException {
    var shell = shells.get(as);
    if (shell == null) {
      shell = start(as);
      shells.put(as, shell);
    }
    return shell;
  }

  private Shell start(Optional<Become> as) throws Denied, IOException, InterruptedException {
    boolean root = "0".equals(greeting.get("uid"));
    var login = new Login(host, sh, as, root);
    var first = Optional.ofNullable(shells.get(Optional.<Become>empty()));
    var shell = Shell.start(login, transport, first.isPresent() ? Optional.empty() : lease);
    if (first.isPresent() && lease.isPresent()) {
      first.get().outlive(shell);
    }
    return shell;
  }

  @Override
  public void close() {
    var goodbye = Bounded.start("goodbye to " + host, this::finish);
    try {
      goodbye.await(GOODBYE);
    } catch (TimeoutException | ExecutionException e) {
      shells.values().forEach(Shell::abandon);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      transport.close();
    }
  }

  private Void finish() throws IOException {
    // The one that has the lease waits for the others.
    for (boolean first : new boolean[] {false, true}) {
      for (var entry : shells.entrySet()) {
        if (entry.getKey().isEmpty() == first) {
          entry.getValue().finish();
        }
      }
    }
    return null;
  }
}
