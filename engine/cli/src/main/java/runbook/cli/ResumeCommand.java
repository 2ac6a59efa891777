package runbook.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import runbook.journal.JournalReader;
import runbook.journal.RunFolder;

/** Goes on with a run that ended early. */
@Command(
    name = "resume",
    description = "Goes on with a run that ended early, where it stopped.",
    mixinStandardHelpOptions = true)
final class ResumeCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private ReportOption reports;

  @Parameters(
      paramLabel = "RUN",
      arity = "0..1",
      description = "the run, or the file of its journal; by default the last run of this project")
  private Optional<String> run = Optional.empty();

  @Override
  public Integer call() {
    try {
      return resume(journal());
    } catch (IOException e) {
      spec.commandLine().getErr().println("runbook: cannot resume: " + e.getMessage());
      spec.commandLine()
          .getErr()
          .println(
              "hint: play it from the beginning; that also does what the hosts have noted as left");
      return ExitCode.TEXT;
    }
  }

  private int resume(JournalReader journal) throws IOException {
    var header = journal.header();
    var out = spec.commandLine().getOut();
    if (header.check()) {
      throw new ParameterException(
          spec.commandLine(), "%s is a check: it has left nothing to do".formatted(header.run()));
    }
    if (journal.isComplete()) {
      out.println(
          "run %s of %s is complete: nothing is left to do"
              .formatted(header.run(), header.playbook()));
      return ExitCode.DONE;
    }
    if (RunFolder.isGoingOn(journal.file())) {
      spec.commandLine()
          .getErr()
          .println("runbook: run %s is still going on".formatted(header.run()));
      return ExitCode.BUSY;
    }
    var successor = RunFolder.of(journal.file().toAbsolutePath()).successor(header.run());
    if (successor.isPresent()) {
      throw new ParameterException(
          spec.commandLine(),
          "run %s has already gone on with run %s: resume that one"
              .formatted(successor.get(), header.run()));
    }
    if (!Path.of(header.folder()).equals(Path.of("").toAbsolutePath())) {
      throw new ParameterException(
          spec.commandLine(),
          "run %s was started in another folder; go there first: cd %s"
              .formatted(header.run(), header.folder()));
    }
    out.println(
        "resuming run %s: runbook %s"
            .formatted(header.run(), String.join(" ", header.arguments())));
    return Main.resume(journal, reports, out, spec.commandLine().getErr());
  }

  private JournalReader journal() throws IOException {
    var runFolder = RunFolder.of(Path.of(""));
    if (run.isEmpty()) {
      var all = runFolder.plays();
      if (all.isEmpty()) {
        throw new ParameterException(
            spec.commandLine(),
            "there is no run in %s; give the file of a journal".formatted(runFolder.path()));
      }
      return read(all.getLast());
    }
    var named = runFolder.file(run.get());
    return read(Files.exists(named) ? named : Path.of(run.get()));
  }

  private JournalReader read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new ParameterException(spec.commandLine(), "there is no run " + run.orElse("" + file));
    }
    return JournalReader.read(file)
        .orElseThrow(() ->
            new ParameterException(spec.commandLine(), file + " is not the journal of a run"));
  }
}
