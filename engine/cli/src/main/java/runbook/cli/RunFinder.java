package runbook.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import runbook.journal.RecordedRun;
import runbook.journal.RunFolder;

/** Finds recorded runs of the project of the current folder. */
final class RunFinder {

  /** How a user names a run. */
  static final String HELP =
      "a run as 'runbook runs' lists it, or its beginning or end if that is unique; or 'last', or a"
          + " file";

  private static final String LAST = "last";

  private final CommandSpec spec;
  private final RunFolder runFolder = RunFolder.of(Path.of(""));

  RunFinder(CommandSpec spec) {
    this.spec = spec;
  }

  RecordedRun find(String run) throws IOException {
    var file = file(run);
    return RecordedRun.open(file)
        .orElseThrow(
            () -> misused(file + " is not the record of a run, or of another version of runbook"));
  }

  private Path file(String run) throws IOException {
    var all = runFolder.all();
    if (run.equals(LAST)) {
      if (all.isEmpty()) {
        throw misused("there is no run in " + runFolder.path());
      }
      return all.getLast();
    }
    if (Files.isRegularFile(runFolder.file(run))) {
      return runFolder.file(run);
    }
    if (Files.isRegularFile(Path.of(run))) {
      return Path.of(run);
    }
    var found = all.stream().filter(file -> isShort(run, RunFolder.name(file))).toList();
    return switch (found.size()) {
      case 0 -> throw misused("there is no run %s in %s".formatted(run, runFolder.path()));
      case 1 -> found.getFirst();
      default ->
          throw misused(
              "%s is the name of several runs: %s"
                  .formatted(run, String.join(", ", found.stream().map(RunFolder::name).toList())));
    };
  }

  private static boolean isShort(String run, String name) {
    return name.startsWith(run) || name.endsWith(run) || name.endsWith(run + RunFolder.CHECK);
  }

  private ParameterException misused(String why) {
    return new ParameterException(spec.commandLine(), why);
  }

  /** Returns the files of all runs and checks, the latest last. */
  List<Path> all() throws IOException {
    return runFolder.all();
  }

  Path folder() {
    return runFolder.path();
  }
}
