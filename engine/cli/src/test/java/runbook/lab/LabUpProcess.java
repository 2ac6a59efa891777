package runbook.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code lab up} in a separate process, which can be killed.
 *
 * @param folder the folder of the lab
 * @param log the file for its output
 */
record LabUpProcess(LabFolder folder, Path log) {

  /**
   * Starts it.
   *
   * @param programs folders with programs that replace the machine's
   */
  Process start(Path... programs) throws IOException {
    var builder = command("up", "--hosts", "2");
    var path = new StringBuilder();
    for (var place : List.of(programs)) {
      path.append(place).append(':');
    }
    var environment = builder.environment();
    environment.put("PATH", path + environment.get("PATH"));
    return builder.start();
  }

  /** Returns the exit status of another command on the same lab. */
  int other(String... words) throws IOException, InterruptedException {
    return command(words).start().waitFor();
  }

  /** Returns the exit status of a command without the name of a lab. */
  int every(String... words) throws IOException, InterruptedException {
    return run(List.of(words)).start().waitFor();
  }

  private ProcessBuilder command(String... words) {
    var named = new ArrayList<>(List.of(words));
    named.addAll(List.of("--name", folder.name()));
    return run(named);
  }

  private ProcessBuilder run(List<String> words) {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "runbook.cli.Main",
                "lab"));
    command.addAll(words);
    var builder = new ProcessBuilder(command);
    builder.environment().put("RUNBOOK_LAB", folder.path().getParent().toString());
    return builder.redirectErrorStream(true).redirectOutput(log.toFile());
  }

  String output() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
