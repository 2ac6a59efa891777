package runbook.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import runbook.event.Event;
import runbook.event.RunListener;
import runbook.journal.JournalReader;
import runbook.journal.RunFolder;
import runbook.journal.RunHeader;
import runbook.journal.RunJournal;
import runbook.module.param.FileContent;
import runbook.plan.Plan;
import runbook.plan.PlanSources;
import runbook.plan.PlannedHost;
import runbook.playbook.Barrier;
import runbook.playbook.PlayElement;
import runbook.playbook.RollingBlock;
import runbook.playbook.Task;

/** The journal of a run, if one can be kept. */
final class RunRecord implements RunListener, AutoCloseable {

  private final RunFolder runFolder;
  private final String name;
  private final Optional<RunJournal> journal;

  private RunRecord(RunFolder runFolder, String name, Optional<RunJournal> journal) {
    this.runFolder = runFolder;
    this.name = name;
    this.journal = journal;
  }

  /** Returns the record of a run that keeps none. */
  static RunRecord none() {
    return new RunRecord(RunFolder.of(Path.of("")), "", Optional.empty());
  }

  /**
   * Begins the journal of a run.
   *
   * @param resumed the run that it goes on with
   * @param warn is told if no journal can be kept
   */
  static RunRecord begin(
      Path playbook,
      Plan plan,
      List<String> arguments,
      Optional<JournalReader> resumed,
      UnaryOperator<String> mask,
      Consumer<String> warn) {
    var runFolder = RunFolder.of(playbook.toAbsolutePath().getParent());
    var name = RunFolder.newName();
    try {
      var masked = withoutValues(arguments).stream().map(mask).toList();
      var header =
          new RunHeader(
              name,
              Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
              Path.of("").toAbsolutePath().toString(),
              masked,
              masked.equals(arguments)
                  ? Optional.empty()
                  : Optional.of(RunJournal.sealed(arguments)),
              playbook.toString(),
              resumed.map(journal -> journal.header().run()),
              sources(plan),
              tasks(plan));
      return new RunRecord(
          runFolder,
          name,
          Optional.of(RunJournal.begin(runFolder, header, hosts(plan), mask, warn)));
    } catch (IOException e) {
      warn.accept(
          "cannot keep a journal in %s, so this run cannot be resumed: %s"
              .formatted(runFolder.path(), e));
      return new RunRecord(runFolder, name, Optional.empty());
    }
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

  private static List<Set<String>> hosts(Plan plan) {
    return plan.plays().stream()
        .map(play -> play.hosts().stream().map(PlannedHost::name).collect(Collectors.toSet()))
        .toList();
  }

  private static Map<String, String> sources(Plan plan) {
    var sources = new LinkedHashMap<String, String>();
    PlanSources.of(plan)
        .forEach(source -> sources.put(source.name(), FileContent.of(source.text()).sha256()));
    return sources;
  }

  private static List<String> tasks(Plan plan) {
    var tasks = new ArrayList<String>();
    for (var planned : plan.plays()) {
      tasks.add("play " + planned.play().name());
      for (var element : planned.play().elements()) {
        tasks.addAll(lines(element));
      }
      planned.play().handlers().forEach(task -> tasks.add(line(task)));
    }
    return tasks;
  }

  private static List<String> lines(PlayElement element) {
    return switch (element) {
      case Task task -> List.of(line(task));
      case Barrier barrier -> List.of("barrier " + barrier.name());
      case RollingBlock rollingBlock ->
          Stream.of(
                  Stream.of("rolling " + rollingBlock.name()),
                  rollingBlock.gate().stream().map(task -> "gate " + line(task)),
                  rollingBlock.tasks().stream().map(RunRecord::line))
              .flatMap(lines -> lines)
              .toList();
    };
  }

  private static String line(Task task) {
    return task.module().raw() + " " + task.name();
  }

  /** Returns how the texts differ from those at the beginning of the earlier run. */
  static List<String> changedSources(JournalReader earlier, Plan plan) {
    var before = earlier.header().sources();
    var now = sources(plan);
    var changed = new ArrayList<String>();
    before.forEach((source, digest) -> {
      if (!now.containsKey(source)) {
        changed.add(source + " is no longer used");
      } else if (!now.get(source).equals(digest)) {
        changed.add(source + " has changed");
      }
    });
    now.keySet().stream()
        .filter(source -> !before.containsKey(source))
        .forEach(source -> changed.add(source + " is new"));
    return changed;
  }

  /** Reports whether the plan has the tasks of the earlier run, so that it can go on. */
  static boolean hasTasksOf(JournalReader earlier, Plan plan) {
    return earlier.header().tasks().equals(tasks(plan));
  }

  @Override
  public void on(Event event) {
    journal.ifPresent(one -> one.on(event));
  }

  /** Returns the command that goes on with this run; empty if nothing is left to do. */
  Optional<String> resumeCommand() {
    return journal.filter(RunJournal::isIncomplete).map(_ -> resumeCommand(runFolder, name));
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
    }
  }
}
