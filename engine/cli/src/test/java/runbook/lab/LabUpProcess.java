package runbook.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code lab up} as a process of its own, which can be killed.
 *
 * @param folder of the lab it brings up
 * @param log where what it says goes
 */
record LabUpProcess(LabFolder folder, Path log) {

  /**
   * Starts it.
   *
   * @param programs folders whose programs are taken before those of the machine
   */
  Process start(Path... programs) throws IOException {
    var builder = command("up", "--hosts", "3");
    var path = new StringBuilder();
    for (var place : List.of(programs)) {
      path.append(place).append(':');
    }
    var environment = builder.environment();
    environment.put("PATH", path + environment.get("PATH"));
    return builder.start();
  }

  /** The exit status of another command on the same lab. */
  int other(String... words) throws IOException, InterruptedException {
    return command(words).start().waitFor();
  }

  /** The same of one that is about no lab in particular. */
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

  String said() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
