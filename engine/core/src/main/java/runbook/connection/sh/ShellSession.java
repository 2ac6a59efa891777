package runbook.connection.sh;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import runbook.connection.AccessDenied;
import runbook.connection.Lease;
import runbook.connection.LeaseTaken;
import runbook.connection.NoteFiles;
import runbook.connection.Payload;
import runbook.connection.RandomToken;
import runbook.connection.Reply;
import runbook.connection.RequestPart;
import runbook.connection.RequestProgress;

/** An sh on a host that runs one batch after another. */
final class ShellSession {

  private static final int LONGEST_HOLDER = 300;

  private final String host;
  private final RunningProgram runningProgram;
  private final ShellOutputReader from;
  private final ReplyReader replyReader;
  private final String pid;
  private final String session;
  private final String began;
  private final Map<String, String> greeting;
  private final boolean unpacks;
  private final Optional<LeaseTaken> leaseTaken;
  private final Map<String, List<String>> notes;
  private volatile String started = "0";
  private volatile String last = "0";
  private volatile String folder = "";
  private volatile Optional<String> stopFile = Optional.empty();
  private int requests;

  private ShellSession(
      String host,
      ShellLogin.ShellProcess shellProcess,
      String mark,
      boolean greets,
      boolean leases)
      throws IOException, ReplyReader.NoWritableFolder {
    this.host = host;
    runningProgram = shellProcess.runningProgram();
    from = shellProcess.from();
    replyReader = new ReplyReader(from, mark);
    from.skipPast(mark + " ");
    var ready = ReplyLine.of(mark + " " + from.line(), mark);
    if (ready.kind().equals("full") || ready.kind().equals("closed")) {
      throw new ReplyReader.NoWritableFolder(ready);
    }
    // Only digits, because scripts for shells of other users contain them.
    pid = ready.digits(1);
    session = ready.digits(2);
    began = ready.digits(3);
    greeting = greets ? LoginFacts.of(from.line(), from.line(), from.line()) : Map.of();
    unpacks = greets && from.line().equals("gzip");
    leaseTaken = leases ? taken(from.line()) : Optional.empty();
    notes = HostNotes.read(from);
  }

  /** If the host has no place for a lease, the run works without one. */
  private static Optional<LeaseTaken> taken(String answer) {
    var words = answer.split(" ", 3);
    return words.length == 3 && words[0].equals("held") && words[1].matches("[0-9]{1,10}")
        ? Optional.of(
            new LeaseTaken(
                words[1], words[2].substring(0, Math.min(words[2].length(), LONGEST_HOLDER))))
        : Optional.empty();
  }

  static ShellSession start(ShellLogin shellLogin, Transport transport, Optional<Lease> lease)
      throws AccessDenied, IOException, InterruptedException {
    var shellProcess = shellLogin.open(transport);
    try {
      var mark = RandomToken.fresh();
      var input = shellProcess.runningProgram().input();
      var words =
          Map.of(
              "MARK",
              mark,
              "NAME",
              RandomToken.fresh(),
              "LIMIT",
              String.valueOf(ReplyReader.LIMIT));
      var first =
          (shellLogin.become().isEmpty() ? ScriptResource.GREETING.with(Map.of()) : "")
              + lease.map(ShellSession::leasing).orElse("")
              + ScriptResource.NOTES.with(Map.of("HOST_PART", NoteFiles.part(shellLogin.host())));
      input.write(
          (SessionFunctions.text() + ScriptResource.SHELL.with(words) + first).getBytes(UTF_8));
      input.flush();
      return new ShellSession(
          shellLogin.host(), shellProcess, mark, shellLogin.become().isEmpty(), lease.isPresent());
    } catch (ReplyReader.NoWritableFolder e) {
      shellProcess.runningProgram().close();
      throw e.at(shellLogin.host());
    } catch (UnreadableReply e) {
      shellProcess.runningProgram().close();
      throw e;
    } catch (IOException e) {
      try {
        if (shellLogin.become().isPresent() && transport.isOpen()) {
          throw shellLogin.denied(shellProcess.errorOutput());
        }
        throw new IOException(shellProcess.lastWords(), e);
      } finally {
        shellProcess.runningProgram().close();
      }
    }
  }

  private static String leasing(Lease lease) {
    return ScriptResource.LEASE.with(
        Map.of("LEASE_RUN", lease.run(), "LEASE_OWNER", inQuotes(lease.owner())));
  }

  /** Replaces characters that are special between double quotes. */
  private static String inQuotes(String text) {
    return text.replaceAll("[^A-Za-z0-9@.,:/_ -]", "_");
  }

  /** Returns the facts the host reported; empty for a shell of a user other than the login user. */
  Map<String, String> greeting() {
    return greeting;
  }

  /** Reports whether the host said that it can unpack gzip. */
  boolean unpacks() {
    return unpacks;
  }

  /** Reports that another run holds the lease; empty if this run does or did not ask for it. */
  Optional<LeaseTaken> leaseTaken() {
    return leaseTaken;
  }

  /** Returns what earlier runs noted on the host as this user. */
  Map<String, List<String>> notes() {
    return notes;
  }

  /** Sends commands that run before the next batch, without waiting for them. */
  void tell(String commands, TrafficCounter trafficCounter) throws IOException {
    var text = commands.getBytes(UTF_8);
    send(text);
    trafficCounter.sent(text.length);
  }

  /** Another thread may be sending a batch. */
  private void send(byte[] text) throws IOException {
    synchronized (replyReader) {
      runningProgram.input().write(text);
      runningProgram.input().flush();
    }
  }

  /** Keeps the lease until the other shell has ended too, in case both lose the controller. */
  void holdLeaseUntilEndOf(ShellSession other) throws IOException {
    send("rb_o=\"$rb_o %s:%s\"\n".formatted(other.pid, other.began).getBytes(UTF_8));
  }

  List<Reply.ReplyPart> carryOut(
      ShellBatch shellBatch, TrafficCounter trafficCounter, RequestProgress requestProgress)
      throws AccessDenied, IOException {
    return carryOut(shellBatch, trafficCounter, requestProgress, () -> {});
  }

  /**
   * Carries out a batch.
   *
   * @param begun called when all of it has arrived at the host
   */
  List<Reply.ReplyPart> carryOut(
      ShellBatch shellBatch,
      TrafficCounter trafficCounter,
      RequestProgress requestProgress,
      Runnable begun)
      throws AccessDenied, IOException {
    var text = shellBatch.text();
    long before = from.count();
    requests++;
    try {
      send(text);
      trafficCounter.sent(text.length);
      begun(replyReader.line());
      begun.run();
      if (shellBatch.bulk()) {
        var source = shellBatch.uploaded();
        Thread.ofVirtual().name("upload to " + host).start(() -> feed(source, trafficCounter));
      }
      return replyReader.parts(shellBatch.parts().size(), requestProgress);
    } catch (ReplyReader.NoWritableFolder e) {
      runningProgram.close();
      throw e.at(host);
    } finally {
      stopFile = Optional.empty();
      trafficCounter.received(from.count() - before);
    }
  }

  private void begun(ReplyLine line) throws UnreadableReply, ReplyReader.NoWritableFolder {
    switch (line.kind()) {
      case "full", "closed" -> throw new ReplyReader.NoWritableFolder(line);
      case "start" -> {}
      default -> throw line.unexpected();
    }
    var uptime = line.word(1).replaceFirst("[.]", "");
    if (!ReplyLine.isNumber(uptime)) {
      throw line.unexpected();
    }
    started = uptime;
    last = line.digits(2);
    folder = line.rest(3);
    stopFile = Optional.of(folder + "/s" + requests);
  }

  private void feed(Payload.Source source, TrafficCounter trafficCounter) {
    try (var in = source.open();
        var to = runningProgram.input()) {
      trafficCounter.sent(in.transferTo(to));
    } catch (IOException e) {
      // The script ended early or received too little: its exit status reports it.
      trafficCounter.sent(0);
    }
  }

  /** Returns the script for another shell that kills the running batch and this shell. */
  RequestPart killer() {
    return new RequestPart.ScriptPart(
        ScriptResource.KILL.with(
            Map.of(
                "PID", pid,
                "SESSION", session,
                "SINCE", started,
                "LAST", last,
                "FOLDER", folder.isEmpty() ? "''" : ScriptResource.quote(folder))),
        false);
  }

  /**
   * Returns the script for another shell that lets the running batch end after its current step;
   * empty if none is running.
   */
  Optional<RequestPart> stopper() {
    return stopFile.map(
        file -> new RequestPart.ScriptPart(": >" + ScriptResource.quote(file), false));
  }

  /** Tells the shell to exit and waits until it has cleaned up. */
  void finish() throws IOException {
    runningProgram.input().close();
    awaitEnd();
  }

  /** Waits until the shell has exited by itself and cleaned up. */
  void awaitEnd() throws IOException {
    runningProgram.output().transferTo(OutputStream.nullOutputStream());
    runningProgram.close();
  }

  /** Disconnects from the shell, whatever it is doing. */
  void abandon() {
    runningProgram.close();
  }
}
