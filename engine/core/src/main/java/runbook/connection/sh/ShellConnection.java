package runbook.connection.sh;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import runbook.connection.AccessDenied;
import runbook.connection.BecomeUser;
import runbook.connection.Connection;
import runbook.connection.Lease;
import runbook.connection.LeaseTaken;
import runbook.connection.PortReply;
import runbook.connection.Reply;
import runbook.connection.Request;
import runbook.connection.RequestPart;
import runbook.connection.RequestProgress;
import runbook.connection.RequestTimeout;
import runbook.connection.Traffic;
import runbook.connection.Tunnel;
import runbook.connection.Unreachable;
import runbook.connection.WaitLimit;

/** A connection that uses shells: one for each user, each started on first use. */
public final class ShellConnection implements Connection {

  /**
   * Limits the kill of a request. The kill script waits about two seconds; a busy host is slower.
   */
  private static final Duration KILL = Duration.ofSeconds(60);

  private static final Duration STOP_PAUSE = Duration.ofMillis(20);
  private static final Duration GOODBYE = Duration.ofSeconds(2);

  private final String host;
  private final Transport transport;
  private final String sh;
  private final HostShells shells;
  private final TrafficCounter trafficCounter = new TrafficCounter();
  private Map<String, String> greeting = Map.of();
  private String carrier = "";
  private boolean unpacks;
  private volatile Optional<RunningRequest> current = Optional.empty();

  private ShellConnection(String host, Transport transport, String sh, Optional<Lease> lease) {
    this.host = host;
    this.transport = transport;
    this.sh = sh;
    this.shells = new HostShells(host, transport, sh, lease);
  }

  /**
   * Starts the first shell and reads the facts of the host. On failure it closes the transport.
   *
   * @param sh the shell command: {@code sh} on real hosts
   * @param limit the time limit
   * @param lease the lease to take on the host, so that no other run can take it
   */
  public static ShellConnection open(
      String host, Transport transport, String sh, Duration limit, Optional<Lease> lease)
      throws LeaseTaken, Unreachable, InterruptedException {
    var connection = new ShellConnection(host, transport, sh, lease);
    var work = TimedTask.start("login at " + host, connection::login);
    var waitLimit = WaitLimit.of(limit);
    boolean open = false;
    try {
      connection.greeting = work.await(waitLimit);
      open = true;
      return connection;
    } catch (TimeoutException e) {
      throw new Unreachable(
          host + ": logged in, but the shell did not start within " + waitLimit,
          "check the login shell's profile there" + waitLimit.excuse(),
          e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof LeaseTaken leaseTaken) {
        throw leaseTaken;
      }
      throw e.getCause() instanceof AccessDenied accessDenied
          ? new Unreachable(accessDenied.getMessage(), accessDenied.hint(), accessDenied)
          : new Unreachable(
              host + ": logged in, but the shell did not start: " + e.getCause().getMessage(),
              "log in by hand and check what the login shell prints; nologin, a ForceCommand of"
                  + " sshd, or a limit on processes (ulimit -u, TasksMax) also end it",
              e.getCause());
    } finally {
      if (!open) {
        work.interrupt();
        connection.close();
      }
    }
  }

  private Map<String, String> login()
      throws AccessDenied, LeaseTaken, IOException, InterruptedException {
    var shellSession = shells.of(Optional.empty());
    if (shellSession.leaseTaken().isPresent()) {
      throw shellSession.leaseTaken().get();
    }
    unpacks = shellSession.unpacks();
    return shellSession.greeting();
  }

  @Override
  public Map<String, String> loginFacts() {
    return greeting;
  }

  @Override
  public Map<String, List<String>> notes(Optional<BecomeUser> user) {
    return shells.started(user).map(ShellSession::notes).orElse(Map.of());
  }

  @Override
  public void tell(Optional<BecomeUser> user, String commands)
      throws AccessDenied, Unreachable, InterruptedException {
    try {
      shells.of(user).tell(commands, trafficCounter);
    } catch (IOException e) {
      throw lost(e);
    }
  }

  @Override
  public boolean isOpen() {
    return transport.isOpen();
  }

  @Override
  public Traffic traffic() {
    return trafficCounter.traffic();
  }

  @Override
  public Tunnel tunnel(String address, int port)
      throws AccessDenied, Unreachable, InterruptedException {
    try {
      var direct = transport.tunnel(address, port);
      return direct.isPresent()
          ? direct.get()
          : CarriedTunnel.open(new PortCarrier(transport, sh, carrier(), address, port));
    } catch (IOException e) {
      throw lost(e);
    }
  }

  /** Returns the program on the host that can carry bytes; looked up once. */
  private String carrier() throws AccessDenied, Unreachable, InterruptedException {
    if (carrier.isEmpty()) {
      carrier = PortCarrier.found(host, this);
    }
    return carrier;
  }

  @Override
  public Optional<List<PortReply>> probePorts(List<InetSocketAddress> ports, Duration within)
      throws Unreachable, InterruptedException {
    try {
      return transport.probePorts(ports, within);
    } catch (IOException e) {
      throw lost(e);
    }
  }

  @Override
  public Reply send(
      Request request,
      Optional<BecomeUser> become,
      Duration deadline,
      RequestProgress requestProgress)
      throws AccessDenied, RequestTimeout, Unreachable, InterruptedException {
    var as = become.filter(other -> !other.user().equals(greeting.get("user")));
    var sent = new RunningRequest(request, as, requestProgress);
    var work = TimedTask.start("request to " + host, () -> carryOut(sent));
    current = Optional.of(sent);
    try {
      return sent.await(work, deadline);
    } catch (TimeoutException e) {
      stop(work, sent);
      throw new RequestTimeout(deadline);
    } catch (InterruptedException e) {
      try {
        stop(work, sent);
      } catch (Unreachable | InterruptedException f) {
        e.addSuppressed(f);
      }
      throw e;
    } catch (ExecutionException e) {
      if (sent.shell().isPresent()) {
        sent.shell().get().abandon();
        shells.remove(sent.shell().get());
      }
      switch (e.getCause()) {
        case AccessDenied accessDenied -> throw accessDenied;
        case IOException lost -> throw lost(lost);
        case RuntimeException bug -> throw bug;
        default -> throw new IllegalStateException(e.getCause());
      }
    } finally {
      current = Optional.empty();
    }
  }

  @Override
  public void stopAfterStep() throws InterruptedException {
    var sent = current;
    if (sent.isEmpty() || !sent.get().stopAfterStep()) {
      return;
    }
    var stop = TimedTask.start("stop at " + host, () -> stopAfterStep(sent.get()));
    try {
      stop.await(KILL);
    } catch (TimeoutException | ExecutionException e) {
      // The request then runs to its end, and every step of it is reported.
      stop.interrupt();
    }
  }

  private Void stopAfterStep(RunningRequest sent) throws Exception {
    while (sent.stopper().isEmpty()) {
      if (!current.equals(Optional.of(sent))) {
        return null;
      }
      Thread.sleep(STOP_PAUSE);
    }
    var other = shells.open(sent.become());
    try {
      var batch = new ShellBatch(List.of(sent.stopper().orElseThrow()), false);
      other.carryOut(batch, trafficCounter, RequestProgress.IGNORED);
    } finally {
      other.finish();
    }
    return null;
  }

  /**
   * Kills a request on the host, from another shell, and then on this side: until then, the reply
   * tells which parts have ended.
   */
  private void stop(TimedTask<?> work, RunningRequest sent)
      throws Unreachable, InterruptedException {
    if (sent.shell().isEmpty()) {
      work.interrupt();
      return;
    }
    var as = sent.become();
    var shellSession = sent.shell().get();
    shells.remove(shellSession);
    var killer = new ShellBatch(List.of(shellSession.killer()), false);
    var kill =
        TimedTask.start(
            "kill at " + host,
            () -> shells.of(as).carryOut(killer, trafficCounter, RequestProgress.IGNORED));
    try {
      kill.await(KILL);
    } catch (TimeoutException | ExecutionException e) {
      kill.interrupt();
      throw lost(e);
    } finally {
      shellSession.abandon();
      work.interrupt();
    }
    if (!work.endsWithin(GOODBYE)) {
      throw lost(new IOException("the request could not be stopped"));
    }
  }

  private Unreachable lost(Exception cause) {
    if (cause instanceof UnreadableReply) {
      return new Unreachable(
          host + ": " + cause.getMessage(),
          "the shell there is damaged, or the host must not be trusted",
          cause);
    }
    if (cause instanceof SessionRefused || cause.getCause() instanceof SessionRefused) {
      return new Unreachable(
          host + ": the host starts no further program on this connection",
          "raise MaxSessions in its sshd_config to 2 or more",
          cause);
    }
    return transport.isOpen()
        ? new Unreachable(
            host + ": the shell there ended in the middle of a request",
            "check whether a command of this request kills its own shell, or the host has no more"
                + " memory, or too few processes are allowed there (ulimit -u, TasksMax)",
            cause)
        : new Unreachable(
            host
                + ": lost the connection in the middle of a request"
                + transport.silent().map(silence -> ": " + silence).orElse(""),
            "running commands may have completed; check the host and the network",
            cause);
  }

  private Reply carryOut(RunningRequest sent) throws Exception {
    var answers = new ArrayList<Reply.ReplyPart>();
    for (var next : ShellBatch.of(sent.request())) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      if (sent.stopsBefore(answers.size())) {
        break;
      }
      var shellBatch = unpacks && transport.isRemote() ? next.compress() : next;
      var shellSession = shellBatch.bulk() ? shells.start(sent.become()) : shells.of(sent.become());
      sent.runsIn(shellSession);
      if (Thread.interrupted()) {
        // The request timed out while the shell started, so there was nothing to kill.
        if (shellBatch.bulk()) {
          shellSession.abandon();
        }
        throw new InterruptedException();
      }
      trafficCounter.roundTrip();
      int before = answers.size();
      var parts =
          shellSession.carryOut(
              shellBatch,
              trafficCounter,
              (part, exit) -> sent.ended(before + part, exit),
              sent::begun);
      if (shellBatch.bulk()) {
        shellSession.awaitEnd();
      }
      answers.addAll(parts);
      if (parts.size() < shellBatch.parts().size() || ended(shellBatch.parts(), parts)) {
        break;
      }
    }
    return new Reply(List.copyOf(answers));
  }

  private static boolean ended(List<RequestPart> parts, List<Reply.ReplyPart> answers) {
    boolean goOn = parts.getLast() instanceof RequestPart.ScriptPart(_, boolean on, _, _) && on;
    return answers.getLast().exit() != 0 && !goOn;
  }

  @Override
  public void close() {
    var goodbye = TimedTask.start("goodbye to " + host, shells::finish);
    try {
      goodbye.await(GOODBYE);
    } catch (TimeoutException | ExecutionException e) {
      shells.abandon();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      transport.close();
    }
  }
}
