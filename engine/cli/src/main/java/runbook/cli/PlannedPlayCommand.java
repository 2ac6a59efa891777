package runbook.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code play} for a plan, which has its own inventory and options. */
@Command(name = "play", description = "Plays a plan.", mixinStandardHelpOptions = true)
final class PlannedPlayCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "PLAN", description = "the file that 'check --out' wrote")
  private Path plan;

  /** Reports whether the arguments ask to play a plan. */
  static boolean isCalled(String[] arguments) {
    return arguments.length == 2
        && arguments[0].equals("play")
        && PlannedPlay.isRecord(Path.of(arguments[1]));
  }

  @Override
  public Integer call() throws IOException {
    return new PlannedPlay(plan, spec.commandLine().getOut(), spec.commandLine().getErr()).play();
  }
}
