package runbook.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jline.terminal.spi.SystemStream;
import org.jline.terminal.spi.TerminalProvider;

/** What the terminal of this process can do, if there is one. */
record TerminalOutput(TerminalProvider terminalProvider, boolean colour) {

  private static final int USUAL_WIDTH = 80;

  /** Returns the terminal that standard output and standard error go to; empty if neither does. */
  static Optional<TerminalOutput> ofProcess() {
    return of(System.getenv());
  }

  private static Optional<TerminalOutput> of(Map<String, String> environment) {
    if (isDumb(environment) || !mayBeTerminal()) {
      return Optional.empty();
    }
    try {
      var provider = TerminalProvider.load("ffm");
      boolean isTerminal =
          provider.isSystemStream(SystemStream.Output)
              && provider.isSystemStream(SystemStream.Error);
      return isTerminal
          ? Optional.of(new TerminalOutput(provider, hasColour(environment)))
          : Optional.empty();
    } catch (IOException e) {
      // Plain lines say the same.
      return Optional.empty();
    }
  }

  /** Most outputs are files or pipes, for which JLine's classes need not be loaded. */
  private static boolean mayBeTerminal() {
    try {
      return Files.readSymbolicLink(Path.of("/proc/self/fd/1")).startsWith("/dev");
    } catch (IOException e) {
      // Without /proc, JLine finds out.
      return true;
    }
  }

  static boolean isDumb(Map<String, String> environment) {
    var kind = environment.getOrDefault("TERM", "dumb");
    return kind.isEmpty() || kind.equals("dumb");
  }

  /** See no-color.org. */
  static boolean hasColour(Map<String, String> environment) {
    return environment.getOrDefault("NO_COLOR", "").isEmpty();
  }

  int width() {
    int width = terminalProvider.systemStreamWidth(SystemStream.Output);
    return width > 0 ? width : USUAL_WIDTH;
  }
}
