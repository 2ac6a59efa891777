package runbook.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code lab up} as a process of its own, which can be killed.
 *
 * @param folder of the lab it brings up
 * @param log where what it says goes
 */
record UpCommand(LabFolder folder, Path log) {

  /**
   * Starts it.
   *
   * @param programs folders whose programs are taken before those of the machine
   */
  Process start(Path... programs) throws IOException {
    var builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            "runbook.cli.Main",
            "lab",
            "up",
            "--hosts",
            "3",
            "--name",
            folder.name());
    var path = new StringBuilder();
    for (var place : List.of(programs)) {
      path.append(place).append(':');
    }
    var environment = builder.environment();
    environment.put("PATH", path + environment.get("PATH"));
    environment.put("RUNBOOK_LAB", folder.path().getParent().toString());
    return builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
  }

  String said() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
