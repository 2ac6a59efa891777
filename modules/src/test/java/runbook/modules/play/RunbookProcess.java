package runbook.modules.play;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The program in a separate process, with the flags of its launcher. */
final class RunbookProcess implements AutoCloseable {

  private static final Path LAUNCHER = Path.of("../runbook");

  private final Process process;
  private final Path output;

  private RunbookProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /**
   * Starts it.
   *
   * @param home the home folder for the program
   */
  static RunbookProcess start(Path home, String... arguments) throws IOException {
    return start(home, words(home, arguments));
  }

  /** Starts it on a terminal with so many columns. */
  static RunbookProcess startOnTerminal(Path home, int columns, String... arguments)
      throws IOException {
    var command =
        words(home, arguments).stream()
            .map(word -> "'" + word + "'")
            .collect(Collectors.joining(" "));
    var script = "stty cols %d rows 24; TERM=xterm exec %s".formatted(columns, command);
    return start(home, List.of("script", "-qec", script, "/dev/null"));
  }

  private static List<String> words(Path home, String... arguments) throws IOException {
    var words = new ArrayList<>(List.of("env", "--default-signal=INT,TERM"));
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(flags());
    words.addAll(List.of("-Duser.home=" + home, "-cp", System.getProperty("java.class.path")));
    words.add("runbook.cli.Main");
    words.addAll(List.of(arguments));
    return words;
  }

  private static RunbookProcess start(Path home, List<String> words) throws IOException {
    var output = Files.createTempFile(home, "output", ".txt");
    var process =
        new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(output.toFile()).start();
    return new RunbookProcess(process, output);
  }

  /** The JVM options of the launcher for memory and compilers. */
  static List<String> flags() throws IOException {
    var text = Files.readString(LAUNCHER);
    var start = "\noptions='";
    assertTrue(text.contains(start), "the launcher has changed");
    int begin = text.indexOf(start) + start.length();
    return List.of(text.substring(begin, text.indexOf('\'', begin)).strip().split("\\s+"));
  }

  boolean isAlive() {
    return process.isAlive();
  }

  void signal(String name) throws Exception {
    new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
  }

  /** Returns its peak memory in kB; empty after its end. */
  int peak() throws IOException {
    try (var lines = Files.lines(Path.of("/proc/%d/status".formatted(process.pid())))) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToInt(line -> Integer.parseInt(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    } catch (java.nio.file.NoSuchFileException e) {
      return 0;
    }
  }

  /** Returns its CPU time; after its end, the last known value. */
  Duration used(Duration before) {
    return process.info().totalCpuDuration().orElse(before);
  }

  /** Returns its exit status; fails if it does not end within these seconds. */
  int exitCode(int seconds) throws Exception {
    assertTrue(process.waitFor(seconds, TimeUnit.SECONDS), () -> "still running: " + output());
    return process.exitValue();
  }

  String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
