package runbook.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import runbook.event.Event;
import runbook.event.RunListener;
import runbook.journal.JournalReader;
import runbook.journal.RecordedRun;
import runbook.journal.RunFolder;
import runbook.journal.RunHeader;
import runbook.journal.RunJournal;
import runbook.plan.Plan;
import runbook.report.RunClock;

/** The journal of a run, if one can be kept. */
final class RunRecord implements RunListener, AutoCloseable {

  /**
   * What is recorded.
   *
   * @param arguments those of the command
   * @param resumed the run that it goes on with
   */
  record Recorded(
      Path playbook,
      Plan plan,
      boolean check,
      boolean verbose,
      boolean diff,
      List<String> arguments,
      Optional<JournalReader> resumed) {

    RunFolder runFolder() {
      return RunFolder.of(playbook.toAbsolutePath().getParent());
    }
  }

  private final RunFolder runFolder;
  private final String name;
  private final boolean isKept;
  private final Optional<RunJournal> journal;

  private RunRecord(
      RunFolder runFolder, String name, boolean isKept, Optional<RunJournal> journal) {
    this.runFolder = runFolder;
    this.name = name;
    this.isKept = isKept;
    this.journal = journal;
  }

  /** Returns the record of a run that keeps none. */
  static RunRecord none() {
    return new RunRecord(RunFolder.of(Path.of("")), "", false, Optional.empty());
  }

  /**
   * Begins the journal of a run.
   *
   * @param isKept whether it is kept when the run is over; if not, reports of it need it until then
   * @param isNeeded whether reports are made of it
   * @param warn is told if no journal can be kept
   */
  static RunRecord begin(
      Recorded recorded,
      boolean isKept,
      boolean isNeeded,
      RunClock runClock,
      UnaryOperator<String> mask,
      Consumer<String> warn)
      throws IOException {
    var runFolder = recorded.runFolder();
    var name = RunFolder.newName(recorded.check());
    if (isKept) {
      try {
        var journal =
            RunJournal.begin(
                runFolder,
                header(recorded, name, mask),
                PlanOutline.hosts(recorded.plan()),
                mask,
                runClock,
                warn);
        return new RunRecord(runFolder, name, true, Optional.of(journal));
      } catch (IOException e) {
        warn.accept(
            "cannot keep a record in %s, so this %s: %s"
                .formatted(
                    runFolder.path(),
                    recorded.check()
                        ? "check cannot be shown later"
                        : "run cannot be resumed or shown later",
                    e));
      }
    }
    return isNeeded
        ? new RunRecord(
            runFolder,
            name,
            false,
            Optional.of(RunJournal.temporary(header(recorded, name, mask), mask, runClock, warn)))
        : new RunRecord(runFolder, name, false, Optional.empty());
  }

  private static RunHeader header(Recorded recorded, String name, UnaryOperator<String> mask)
      throws IOException {
    var arguments = recorded.arguments();
    var masked = withoutValues(arguments).stream().map(mask).toList();
    return new RunHeader(
        name,
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        Path.of("").toAbsolutePath().toString(),
        masked,
        masked.equals(arguments) ? Optional.empty() : Optional.of(RunJournal.sealed(arguments)),
        recorded.playbook().toString(),
        recorded.check(),
        recorded.verbose(),
        recorded.diff(),
        recorded.resumed().map(journal -> journal.header().run()),
        PlanOutline.sources(recorded.plan()),
        PlanOutline.tasks(recorded.plan()));
  }

  /** Leaves out the values of {@code -e}, any of which may be a secret. */
  private static List<String> withoutValues(List<String> arguments) {
    var shown = new ArrayList<String>();
    for (var word : arguments) {
      boolean isValue = !shown.isEmpty() && List.of("-e", "--extra-vars").contains(shown.getLast());
      shown.add(isValue ? "…" : word.replaceFirst("^(--extra-vars=|-e(?=.)).*", "$1…"));
    }
    return shown;
  }

  @Override
  public void on(Event event) {
    journal.ifPresent(one -> one.on(event));
  }

  /** Returns what was recorded so far, to make reports of it. */
  Optional<RecordedRun> recorded() throws IOException {
    return journal.isPresent() ? RecordedRun.open(journal.get().path()) : Optional.empty();
  }

  /** Keeps this record as a plan. */
  void keep(Path plan) throws IOException {
    PlannedPlay.keep(
        journal.orElseThrow(() -> new IOException("there is no record of the check")).path(), plan);
  }

  /** Returns the command that goes on with this run; empty if nothing is left to do. */
  Optional<String> resumeCommand(boolean check) {
    return journal
        .filter(one -> isKept && !check && one.isIncomplete())
        .map(_ -> resumeCommand(runFolder, name));
  }

  /** Returns the command that goes on with a run, from the current folder. */
  static String resumeCommand(RunFolder runFolder, String run) {
    return "runbook resume "
        + (RunFolder.of(Path.of("")).equals(runFolder) ? run : runFolder.file(run));
  }

  @Override
  public void close() throws IOException {
    if (journal.isPresent()) {
      journal.get().close();
      if (!isKept) {
        Files.deleteIfExists(journal.get().path());
      }
    }
  }
}
