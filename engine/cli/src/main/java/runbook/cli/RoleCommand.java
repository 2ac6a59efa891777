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

/** Starts and tests roles. */
@Command(
    name = "role",
    description = "Starts a role, or tests it.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = RoleTestCommand.class,
    mixinStandardHelpOptions = true)
final class RoleCommand implements Runnable {

  /** A role that does something harmless, to be changed. */
  private static final List<String> FILES =
      List.of("arguments.yml", "tasks/main.yml", "examples/default.yml");

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
    var out = spec.commandLine().getOut();
    var role = folder.getFileName();
    for (var template : FILES) {
      var file = folder.resolve(template);
      Files.createDirectories(file.getParent());
      Files.writeString(file, template(template).replace("ROLE", role.toString()));
      out.println("wrote " + file);
    }
    out.println("call it in a play with 'roles: [%s]'".formatted(role));
    out.println("test it with: runbook role test " + folder);
    return ExitCode.DONE;
  }

  private static String template(String file) throws IOException {
    try (var in = RoleCommand.class.getResourceAsStream("role/" + file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "give a command: new or test");
  }
}
