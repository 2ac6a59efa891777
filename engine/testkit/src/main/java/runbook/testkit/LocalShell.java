package runbook.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import runbook.connection.RequestPart;
import runbook.connection.sh.SessionFunctions;
import runbook.module.Change;
import runbook.module.Fact;
import runbook.module.Unreadable;
import runbook.script.ChangeTranslator;
import runbook.script.QueryBatch;
import runbook.script.TruncatedOutput;
import runbook.step.ShellTarget;
import runbook.step.Target;

/** A POSIX shell on this machine, to try queries and changes of facts. */
public record LocalShell(List<String> command) {

  /** The result of a script. */
  public record ShellOutput(int exit, byte[] out, String err) {

    public String text() {
      return new String(out, UTF_8);
    }
  }

  /** Returns those shells of hosts that are installed here. */
  public static List<LocalShell> installed() {
    return Stream.of(List.of("dash"), List.of("bash"), List.of("busybox", "sh"))
        .filter(command -> onPath(command.getFirst()))
        .map(LocalShell::new)
        .toList();
  }

  /** Returns the state of the fact on this machine. */
  public <S> S look(Fact<S> fact, Fact.Detail detail) throws Unreadable {
    var batch = QueryBatch.of(List.of(fact.query(detail)));
    try {
      return fact.read(batch.parse(run(batch.script()).out()).getFirst());
    } catch (TruncatedOutput e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns a target for this machine that uses this shell. */
  public Target target() {
    return new ShellTarget(new LocalShellConnection(this));
  }

  public ShellOutput carryOut(Change change) {
    return carryOut(ChangeTranslator.of(change));
  }

  public ShellOutput carryOut(RequestPart requestPart) {
    return switch (requestPart) {
      case RequestPart.ScriptPart(String script, _, _, _) -> run(script);
      case RequestPart.ExpectedPart(var definitions, String script, String expected, boolean _) -> {
        var shellOutput = run(String.join("", definitions) + script);
        yield shellOutput.text().equals(expected)
            ? new ShellOutput(0, new byte[0], shellOutput.err())
            : new ShellOutput(1, shellOutput.out(), shellOutput.err());
      }
      case RequestPart.UploadPart(String script, var payload, var _) -> {
        try (var in = payload.source().open()) {
          yield run(script, in);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    };
  }

  public ShellOutput run(String script) {
    return run(script, InputStream.nullInputStream());
  }

  public ShellOutput run(String script, InputStream input) {
    var words =
        Stream.concat(command.stream(), Stream.of("-c", SessionFunctions.text() + script)).toList();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var process = new ProcessBuilder(words).start();
      var err = threads.submit(() -> process.getErrorStream().readAllBytes());
      threads.execute(() -> feed(process, input));
      var out = process.getInputStream().readAllBytes();
      return new ShellOutput(process.waitFor(), out, new String(err.get(), UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void feed(Process process, InputStream input) {
    try (var out = process.getOutputStream()) {
      input.transferTo(out);
    } catch (IOException e) {
      // A script may exit before it has read all input; its exit status tells why.
      process.onExit().join();
    }
  }

  private static boolean onPath(String program) {
    return Arrays.stream(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  /** Names parameterized tests. */
  @Override
  public String toString() {
    return String.join(" ", command);
  }
}
