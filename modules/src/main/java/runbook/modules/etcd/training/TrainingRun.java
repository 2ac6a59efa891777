package runbook.modules.etcd.training;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.spi.ToolProvider;

/**
 * Plays the training playbooks on servers inside this program. The launcher keeps the classes that
 * this loads in the start-up cache.
 */
public final class TrainingRun {

  private TrainingRun() {}

  /**
   * @param arguments the folder of runbook, the folder of the playbooks to train with, and an empty
   *     folder for what they make
   */
  public static void main(String[] arguments) throws IOException {
    int status =
        run(Path.of(arguments[0]), Path.of(arguments[1]), Path.of(arguments[2]), System.out);
    // Threads of the connections would keep the program running.
    System.exit(status);
  }

  /** Returns the exit status of the first playbook that did not succeed, or 0. */
  static int run(Path home, Path playbooks, Path folder, PrintStream out) throws IOException {
    int status = demo(filled(playbooks.resolve("certificates.yml"), home, folder, 1), out);
    if (status != 0) {
      return status;
    }
    try (var member = EmptyMember.start(folder)) {
      return demo(filled(playbooks.resolve("training.yml"), home, folder, member.port()), out);
    }
  }

  /** Writes a copy of a playbook that names both folders and the port of the member. */
  private static Path filled(Path playbook, Path home, Path folder, int port) throws IOException {
    var text =
        Files.readString(playbook)
            .replace("HOME", home.toString())
            .replace("FOLDER", folder.toString())
            .replace("PORT", "" + port);
    return Files.writeString(folder.resolve(playbook.getFileName()), text);
  }

  private static int demo(Path playbook, PrintStream out) {
    var tool = ToolProvider.findFirst("runbook").orElseThrow();
    return tool.run(out, out, "demo", "--servers", playbook.toString());
  }
}
