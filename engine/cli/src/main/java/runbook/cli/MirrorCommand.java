package runbook.cli;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import runbook.lab.LabMirror;
import runbook.lab.MirrorSource;

/** Serves files to the hosts of a lab. */
@Command(
    name = "mirror",
    description = {
      "Serves files to the hosts of a lab, at " + LabMirror.URL + " in its network.",
      "It is removed with the lab."
    },
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true)
final class MirrorCommand implements Runnable {

  @Spec private CommandSpec spec;

  /** Adds a command for each named source of files, if the program has the lab's commands. */
  static void addSources(CommandLine program) {
    var lab = program.getSubcommands().get("lab");
    if (lab == null) {
      return;
    }
    var mirror = lab.getSubcommands().get("mirror");
    MirrorSource.all()
        .forEach(source -> mirror.addSubcommand(source.name(), MirrorSourceCommand.of(source)));
  }

  @Command(
      description = "Copies files, and all files in folders, to the mirror.",
      mixinStandardHelpOptions = true)
  int add(
      @Mixin LabNameOption name,
      @Parameters(arity = "1..*", paramLabel = "FILE|FOLDER", description = "the files to serve")
          List<Path> places)
      throws Exception {
    return served(new LabMirror(name.folder()).add(places));
  }

  private int served(List<String> paths) {
    paths.forEach(path -> spec.commandLine().getOut().println(LabMirror.URL + path));
    return ExitCode.DONE;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "give a command for the mirror");
  }
}
