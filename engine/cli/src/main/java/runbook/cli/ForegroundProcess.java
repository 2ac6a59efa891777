package runbook.cli;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Runs a program in place of this one, with its terminal, signals and exit status. */
final class ForegroundProcess {

  private static final int KILLED = 128 + 9;

  private ForegroundProcess() {}

  /** Ends this program when the program that it replaces is killed. */
  static void endWhenParentEnds(long outer) {
    Thread.ofVirtual()
        .name("outer")
        .start(() -> {
          ProcessHandle.of(outer).map(ProcessHandle::onExit).ifPresent(CompletableFuture::join);
          Runtime.getRuntime().halt(KILLED);
        });
  }

  /** Runs a program that talks to the user: in a shell, Ctrl-C is not meant for us. */
  static int runInteractive(List<String> command) throws IOException, InterruptedException {
    return run(command, Map.of(), Optional.ofNullable(System.console()).isEmpty());
  }

  static int run(List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    return run(command, environment, true);
  }

  private static int run(List<String> command, Map<String, String> environment, boolean endToo)
      throws IOException, InterruptedException {
    var builder = new ProcessBuilder(command).inheritIO();
    builder.environment().putAll(environment);
    var process = builder.start();
    var hook =
        new Thread(
            () -> {
              if (endToo) {
                process.destroy();
              }
              process.onExit().join();
            },
            "foreground");
    Runtime.getRuntime().addShutdownHook(hook);
    int status = process.waitFor();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // This program is being terminated; its exit status will be that of the signal.
      return status;
    }
    return status;
  }
}
