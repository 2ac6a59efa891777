package runbook.connection.sh;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import runbook.connection.Denied;
import runbook.connection.Lease;
import runbook.connection.Nonce;
import runbook.connection.Part;
import runbook.connection.Payload;
import runbook.connection.Reply;

/** An sh on a host, which takes batches one after another. */
final class Shell {

  private final String host;
  private final Program program;
  private final Incoming from;
  private final Answers answers;
  private final String pid;
  private final String session;
  private final String began;
  private final Map<String, String> greeting;
  private final Optional<String> holder;
  private volatile String started = "0";
  private volatile String last = "0";
  private volatile String folder = "";

  private Shell(String host, Login.Door door, String mark, boolean greets, boolean leases)
      throws IOException, Answers.NowhereToWrite {
    this.host = host;
    program = door.program();
    from = door.from();
    answers = new Answers(from, mark);
    from.skipPast(mark + " ");
    var words = from.line().split(" ", -1);
    if (words[0].equals("full")) {
      throw new Answers.NowhereToWrite();
    }
    pid = words[1];
    session = words[2];
    began = words[3];
    greeting = greets ? Greeting.of(from.line(), from.line(), from.line()) : Map.of();
    holder = greets && leases ? held(from.line()) : Optional.empty();
  }

  /** A host that has no place for a lease is worked on without one. */
  private static Optional<String> held(String answer) {
    return answer.startsWith("held ") ? Optional.of(answer.substring(5)) : Optional.empty();
  }

  static Shell start(Login login, Transport transport, Optional<Lease> lease)
      throws Denied, IOException, InterruptedException {
    var door = login.open(transport);
    try {
      var mark = Nonce.fresh();
      var input = door.program().input();
      var words =
          Map.of("MARK", mark, "NAME", Nonce.fresh(), "LIMIT", String.valueOf(Answers.LIMIT));
      var first = login.become().isEmpty() ? greeting(lease) : "";
      input.write((Text.SHELL.with(words) + first).getBytes(UTF_8));
      input.flush();
      return new Shell(login.host(), door, mark, login.become().isEmpty(), lease.isPresent());
    } catch (Answers.NowhereToWrite e) {
      door.program().close();
      throw nowhereToWrite(login.host());
    } catch (IOException e) {
      try {
        if (login.become().isPresent() && transport.isOpen()) {
          throw login.denied(door.heard());
        }
        throw new IOException(String.join("; ", door.heard().lines()), e);
      } finally {
        door.program().close();
      }
    }
  }

  private static String greeting(Optional<Lease> lease) {
    var words = lease.map(l -> Map.of("LEASE_RUN", l.run(), "LEASE_OWNER", inQuotes(l.owner())));
    return Text.GREETING.with(Map.of()) + words.map(Text.LEASE::with).orElse("");
  }

  /** Between double quotes it must mean nothing but itself. */
  private static String inQuotes(String text) {
    return text.replaceAll("[^A-Za-z0-9@.,:/_ -]", "_");
  }

  private static Denied nowhereToWrite(String host) {
    return new Denied(
        host + ": no space for temporary files",
        "make space in one of /tmp, /var/tmp, /dev/shm, /run or the home folder there");
  }

  /** What the host said of itself; empty for a shell of another user than the one who logged in. */
  Map<String, String> greeting() {
    return greeting;
  }

  /** Who else has the lease; empty when this run has it, or has asked for none. */
  Optional<String> holder() {
    return holder;
  }

  /** Keeps the lease until the other has ended too, should both lose whoever they listen to. */
  void outlive(Shell other) throws IOException {
    program
        .input()
        .write("rb_o=\"$rb_o %s:%s\"\n".formatted(other.pid, other.began).getBytes(UTF_8));
    program.input().flush();
  }

  List<Reply.Part> carryOut(Batch batch, Meter meter) throws Denied, IOException {
    var text = batch.text();
    long before = from.count();
    try {
      program.input().write(text);
      program.input().flush();
      meter.sent(text.length);
      begun(answers.words());
      if (batch.bulk()) {
        var content = batch.upload().content();
        Thread.ofVirtual().name("upload to " + host).start(() -> feed(content, meter));
      }
      return answers.parts();
    } catch (Answers.NowhereToWrite e) {
      program.close();
      throw nowhereToWrite(host);
    } finally {
      meter.received(from.count() - before);
    }
  }

  private void begun(List<String> words) throws Answers.NowhereToWrite {
    if (words.getFirst().equals("full")) {
      throw new Answers.NowhereToWrite();
    }
    started = words.get(1).replace(".", "");
    last = words.get(2);
    folder = String.join(" ", words.subList(3, words.size()));
  }

  private void feed(Payload content, Meter meter) {
    try (var in = content.source().open();
        var to = program.input()) {
      meter.sent(in.transferTo(to));
    } catch (IOException e) {
      // Either the script ended early or got too little: its exit status tells, not this.
      meter.sent(0);
    }
  }

  /** What another shell must run to end all that the running batch has started, and this shell. */
  Part killer() {
    return new Part.Run(
        Text.KILL.with(
            Map.of(
                "PID", pid,
                "SESSION", session,
                "SINCE", started,
                "LAST", last,
                "FOLDER", folder.isEmpty() ? "''" : Text.quote(folder))),
        false);
  }

  /** Tells the shell to end and waits until it has cleaned up. */
  void finish() throws IOException {
    program.input().close();
    awaitEnd();
  }

  /** Waits until the shell has ended by itself and cleaned up. */
  void awaitEnd() throws IOException {
    program.output().transferTo(OutputStream.nullOutputStream());
    program.close();
  }

  /** Lets go of the shell, whatever it is doing. */
  void abandon() {
    program.close();
  }
}
