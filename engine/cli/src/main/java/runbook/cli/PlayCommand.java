package runbook.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import runbook.connection.Lease;
import runbook.connection.ssh.HostConnector;
import runbook.event.RunListener;
import runbook.journal.JournalReader;
import runbook.journal.RecordedRun;
import runbook.journal.RunFolder;
import runbook.journal.RunHeader;
import runbook.plan.Plan;
import runbook.plan.PlanListing;
import runbook.plan.PlanOptions;
import runbook.report.ConsoleReport;
import runbook.report.EventSequence;
import runbook.report.RunClock;
import runbook.report.Tally;
import runbook.run.EarlierRun;
import runbook.run.PlaybookRun;
import runbook.run.RunOptions;
import runbook.schema.ModuleRegistry;
import runbook.step.RequestListener;

/** Plays a playbook, or shows what playing it would do. */
@Command(
    name = "play",
    description = "Plays a playbook on the hosts of an inventory.",
    mixinStandardHelpOptions = true)
class PlayCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private InventoryOption inventory;
  @Mixin private ModulePathOption modulePathOption;
  @Mixin private LabOption lab;
  @Mixin private ReportOption reports;
  @Mixin private BecomePassword becomePassword;

  @Parameters(paramLabel = "PLAYBOOK", description = "the playbook to play")
  private Path file;

  @Option(names = "--check", description = "show what would change, and change nothing")
  private boolean check;

  @Option(names = "--diff", description = "show changes of text line by line")
  private boolean diff;

  @Option(
      names = {"-l", "--limit"},
      paramLabel = "PATTERN",
      description = "play only on these hosts")
  private Optional<String> limit = Optional.empty();

  @Option(
      names = {"-t", "--tags"},
      paramLabel = "TAG,…",
      description = "run only tasks with one of these tags")
  private List<String> tags = new ArrayList<>();

  @Option(
      names = "--skip-tags",
      paramLabel = "TAG,…",
      description = "skip tasks with one of these tags")
  private List<String> skipTags = new ArrayList<>();

  @Option(
      names = {"-e", "--extra-vars"},
      paramLabel = "NAME=VALUE",
      description = "a variable that wins over all others; also @FILE, or a YAML map")
  private List<String> extraVars = new ArrayList<>();

  @Option(
      names = {"-f", "--forks"},
      defaultValue = "50",
      description = "how many hosts to work on at a time (${DEFAULT-VALUE})")
  private int forks;

  @Option(
      names = "--step-by-step",
      description = "send each step in its own request, to find out what goes wrong")
  private boolean stepByStep;

  @Option(
      names = "--watch",
      description = "check with --diff, and again whenever a file of the project is saved")
  private boolean watch;

  @Option(
      names = "--no-record",
      description = "keep no record of the run in .runbook/runs; it cannot be resumed or shown")
  private boolean noRecord;

  @Mixin private PlanOption planOption;

  @Option(names = "--list-hosts", description = "only list the hosts of each play")
  private boolean listHosts;

  @Option(names = "--list-tasks", description = "only list the tasks of each play")
  private boolean listTasks;

  @Option(
      names = "--detailed-exitcode",
      description = "exit with 2 if something changed, would change or is unknown")
  private boolean detailedExitCode;

  @Option(
      names = {"-v", "--verbose"},
      description = {
        "also show what needed no change, and what commands print; -vv also shows what is sent to"
            + " hosts, and -vvv how long each answer takes"
      })
  private boolean[] verbose = {};

  @Option(
      names = {"-q", "--quiet"},
      description = "print nothing unless something changed, is unknown or went wrong")
  private boolean quiet;

  /** The run that this one goes on with. */
  private Optional<JournalReader> earlier = Optional.empty();

  /** The reports that are asked for where a run is resumed, instead of those of the run. */
  private Optional<ReportOption> otherReports = Optional.empty();

  void resume(JournalReader journal, ReportOption asked) {
    earlier = Optional.of(journal);
    otherReports = Optional.of(asked).filter(ReportOption::isWanted);
  }

  /** Sets the options that a check should have. */
  final void onlyCheck() {
    check = true;
    diff = true;
    detailedExitCode = !watch;
  }

  @Override
  public Integer call() throws Exception {
    if (PlannedPlay.isRecord(file)) {
      throw new ParameterException(
          spec.commandLine(),
          "%s is a plan, which has its own options: give no others than 'runbook play %1$s'"
              .formatted(file));
    }
    if (planOption.isWanted() && (!check || watch)) {
      throw new ParameterException(spec.commandLine(), "--out goes with --check, without --watch");
    }
    if (forks < 1) {
      throw new ParameterException(spec.commandLine(), "--forks must be at least 1");
    }
    if (quiet && verbose.length > 0) {
      throw new ParameterException(spec.commandLine(), "--quiet and --verbose do not go together");
    }
    if (watch && (listHosts || listTasks || detailedExitCode || reports.isWanted())) {
      throw new ParameterException(
          spec.commandLine(),
          "--watch goes on until it is interrupted: --list-hosts, --list-tasks, --report and"
              + " --detailed-exitcode do not go with it");
    }
    var elsewhere =
        lab.runInsideLab(
            earlier.map(run -> resumeArguments(run.file().toAbsolutePath())).orElse(arguments()));
    return elsewhere.isPresent() ? elsewhere.get() : here();
  }

  private List<String> resumeArguments(Path journal) {
    var words = new ArrayList<>(List.of("resume", journal.toString()));
    otherReports.ifPresent(asked -> words.addAll(asked.words()));
    return words;
  }

  private int here() throws Exception {
    reports = otherReports.orElse(reports);
    if (!listHosts && !listTasks) {
      HostConnector.preload();
    }
    var out = spec.commandLine().getOut();
    try (var moduleRegistry = modulePathOption.load()) {
      if (watch) {
        return watch(moduleRegistry);
      }
      var loadedPlan = load(moduleRegistry);
      var plan = loadedPlan.plan();
      if (listHosts || listTasks) {
        out.print(listHosts ? PlanListing.hosts(plan) : "");
        out.print(listTasks ? PlanListing.tasks(plan) : "");
        out.flush();
        return ExitCode.DONE;
      }
      // Check mode changes nothing, so it needs no lease.
      var lease = check ? Optional.<Lease>empty() : Optional.of(Lease.of(me()));
      try (var connectionSetup = lab.connectionSetup(spec.commandLine().getErr()::println, lease)) {
        return run(loadedPlan, connectionSetup);
      }
    }
  }

  private PlanLoader.LoadedPlan load(ModuleRegistry moduleRegistry) throws Exception {
    var planLoader =
        new PlanLoader(moduleRegistry, Main.secrets(spec), spec.commandLine().getErr());
    var planOptions = new PlanOptions(limit, tags, skipTags, extraVars);
    var loadedPlan = planLoader.plan(file, inventory.files(), lab.view(), planOptions);
    lab.check(loadedPlan.plan());
    return loadedPlan;
  }

  /** Checks again after each saved change, until the program is interrupted. */
  private int watch(ModuleRegistry moduleRegistry) throws Exception {
    check = true;
    diff = true;
    // Each saved file begins another check; their records would push out all others.
    noRecord = true;
    var out = spec.commandLine().getOut();
    var err = spec.commandLine().getErr();
    try (var projectWatcher = ProjectWatcher.of(file, inventory.files());
        var connectionSetup = lab.connectionSetup(err::println, Optional.empty()).keeping()) {
      while (true) {
        try {
          run(load(moduleRegistry), connectionSetup);
        } catch (InvalidInput e) {
          e.print(err, Main.secrets(spec)::mask);
        }
        out.println("\nwatching %s; Ctrl-C ends".formatted(projectWatcher.project()));
        projectWatcher.await().forEach(path -> out.println("changed: " + path));
      }
    }
  }

  private int run(PlanLoader.LoadedPlan loadedPlan, ConnectionSetup connectionSetup)
      throws InterruptedException, IOException, InvalidInput {
    var secretMasker = Main.secrets(spec);
    var plan = becomePassword.in(loadedPlan.plan(), secretMasker);
    tellEarlierRun(plan);
    var runClock = new RunClock();
    var style = new ConsoleReport.Style(verbose.length > 0, diff, verbose.length > 0, quiet);
    var progress = earlier.isPresent() ? earlier.get().progress() : new EarlierRun();
    var recorded =
        new RunRecord.Recorded(file, plan, check, style.verbose(), diff, arguments(), earlier);
    var runRecord =
        RunRecord.begin(
            recorded,
            !noRecord,
            reports.isWanted() || planOption.isWanted(),
            runClock,
            secretMasker::mask,
            this::warn);
    var liveView =
        LiveView.of(spec.commandLine().getOut(), spec.commandLine().getErr(), secretMasker::mask);
    var tally = new Tally();
    var consoleReport =
        new ConsoleReport(liveView.out(), style, secretMasker::mask, tally, runClock);
    RunListener console =
        event -> {
          if (!liveView.shows(event)) {
            consoleReport.on(event);
          }
        };
    // The record first: if the program is killed after a line is shown, the record has it.
    var eventSequence =
        new EventSequence(
            runClock, secretMasker::mask, List.of(tally, runRecord, liveView, console));
    var runOptions = new RunOptions(check, diff, stepByStep, forks, RunOptions.LOOK_TIMEOUT);
    var playbookRun =
        new PlaybookRun(
            plan,
            loadedPlan.taskPreparer(),
            connectionSetup.opener(host -> requestListener(host, liveView.out())),
            runOptions,
            eventSequence);
    playbookRun.resuming(progress);
    int status;
    try (runRecord;
        liveView;
        var _ = InterruptHandler.of(playbookRun, tally, secretMasker::mask, liveView.err())) {
      try {
        playbookRun.run(file.toString());
      } finally {
        // Also after an internal error. The program does not end before this, if interrupted.
        status = report(runRecord, ExitCode.of(tally, detailedExitCode), liveView);
      }
      status = planOption.keep(runRecord, status, liveView);
      runRecord
          .resumeCommand(check)
          .ifPresent(command ->
              liveView.out().println("'%s' goes on where this run stopped".formatted(command)));
    }
    return status;
  }

  private RequestListener requestListener(String host, PrintWriter out) {
    return verbose.length < 2
        ? RequestListener.NONE
        : new RequestTrace(host, out, Main.secrets(spec)::mask, verbose.length > 2);
  }

  private int report(RunRecord runRecord, int status, LiveView liveView) throws IOException {
    var recordedRun = reports.isWanted() ? runRecord.recorded() : Optional.<RecordedRun>empty();
    return recordedRun.isEmpty()
        ? status
        : reports.make(
            RunReader.summary(recordedRun.get()), status, liveView.out(), liveView.err());
  }

  /** Returns the words of this command, which may not be those of the program. */
  private List<String> arguments() {
    return spec.root().commandLine().getParseResult().originalArgs();
  }

  private void warn(String text) {
    spec.commandLine().getErr().println("warning: " + Main.secrets(spec).mask(text));
  }

  /** Tells the user about a run before this one that has something left to do. */
  private void tellEarlierRun(Plan plan) throws InvalidInput {
    if (earlier.isPresent()) {
      var name = earlier.get().header().run();
      PlanOutline.changedSources(earlier.get(), plan)
          .forEach(change -> warn("%s since run %s".formatted(change, name)));
      if (!PlanOutline.hasTasksOf(earlier.get(), plan)) {
        throw InvalidInput.of(
            file,
            "it no longer has the tasks of run " + name,
            "play it from the beginning: that also does what the hosts have noted as left to do");
      }
    } else if (!check && !noRecord) {
      latestIncomplete()
          .ifPresent(header ->
              warn(
                  "run %s of %s ended early; '%s' goes on where it stopped, but this play begins at"
                          .formatted(
                              header.run(),
                              header.playbook(),
                              RunRecord.resumeCommand(runFolder(), header.run()))
                      + " the start"));
    }
  }

  private RunFolder runFolder() {
    return RunFolder.of(file.toAbsolutePath().getParent());
  }

  private Optional<RunHeader> latestIncomplete() {
    try {
      return runFolder().latestIncomplete(file);
    } catch (IOException e) {
      // The journal of this run needs the same folder, and says what is wrong with it.
      return Optional.empty();
    }
  }

  /** Describes this run to another run. */
  private String me() {
    return "%s on %s with %s, process %d, since %s"
        .formatted(
            System.getProperty("user.name"),
            Optional.ofNullable(System.getenv("HOSTNAME")).orElse("the controller"),
            file.getFileName(),
            ProcessHandle.current().pid(),
            Instant.now().truncatedTo(ChronoUnit.SECONDS));
  }
}
