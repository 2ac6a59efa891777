package runbook.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes roles. */
@Command(
    name = "role",
    description = "Starts a role.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true)
final class RoleCommand implements Runnable {

  /** A role that does something harmless, to be changed. */
  private static final List<String> FILES = List.of("arguments.yml", "tasks/main.yml");

  @Spec private CommandSpec spec;

  @Command(
      name = "new",
      description = "Writes the files of a new role, which can be played as they are.",
      mixinStandardHelpOptions = true)
  int start(
      @Parameters(paramLabel = "NAME", description = "its name, or its folder") String name,
      @Option(
              names = "--roles",
              paramLabel = "FOLDER",
              defaultValue = "roles",
              description = "the folder for it (${DEFAULT-VALUE}, beside the playbook)")
          Path roles)
      throws IOException {
    var folder = roles.resolve(name);
    if (Files.exists(folder)) {
      throw new ParameterException(
          spec.commandLine(), "%s already exists; choose another name".formatted(folder));
    }
    for (var file : FILES) {
      Files.createDirectories(folder.resolve(file).getParent());
      Files.writeString(folder.resolve(file), template(file));
    }
    var out = spec.commandLine().getOut();
    FILES.forEach(file -> out.println("wrote " + folder.resolve(file)));
    out.println("call it in a play with 'roles: [%s]'".formatted(folder.getFileName()));
    return ExitCode.DONE;
  }

  private static String template(String file) throws IOException {
    try (var in = RoleCommand.class.getResourceAsStream("role/" + file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "give a command: new");
  }
}
