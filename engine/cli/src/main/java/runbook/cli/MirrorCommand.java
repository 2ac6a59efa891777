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

/** What the hosts of a lab can download. */
@Command(
    name = "mirror",
    description = {
      "Serves files to the hosts of a lab, at " + LabMirror.URL + " in its network.",
      "It goes when the lab is taken down."
    },
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true)
final class MirrorCommand implements Runnable {

  @Spec private CommandSpec spec;

  /** Adds a command for each source of files that is known by a name. */
  static void addSources(CommandLine program) {
    var mirror = program.getSubcommands().get("lab").getSubcommands().get("mirror");
    MirrorSource.all()
        .forEach(source -> mirror.addSubcommand(source.name(), MirrorSourceCommand.of(source)));
  }

  @Command(
      description = "Puts copies of files there, and of all that is in folders.",
      mixinStandardHelpOptions = true)
  int add(
      @Mixin LabNameOption name,
      @Parameters(arity = "1..*", paramLabel = "FILE|FOLDER", description = "what to serve")
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
    throw new ParameterException(spec.commandLine(), "say what to do with the mirror");
  }
}
