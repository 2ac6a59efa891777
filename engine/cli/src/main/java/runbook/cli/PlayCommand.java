package runbook.cli;

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
import runbook.connection.Secret;
import runbook.connection.ssh.Connectors;
import runbook.event.Listener;
import runbook.lab.LabFailure;
import runbook.plan.Listing;
import runbook.plan.Plan;
import runbook.plan.Preparation;
import runbook.plan.Selection;
import runbook.report.Console;
import runbook.report.Tally;
import runbook.run.Options;
import runbook.run.Run;
import runbook.value.Secrets;

/** Plays a playbook, or says what playing it would do. */
@Command(
    name = "play",
    description = "Plays a playbook on the hosts of an inventory.",
    mixinStandardHelpOptions = true)
final class PlayCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private InventoryFiles inventory;
  @Mixin private ModulePath modulePath;
  @Mixin private LabOption lab;

  @Parameters(paramLabel = "PLAYBOOK", description = "the playbook to play")
  private Path file;

  @Option(names = "--check", description = "say what would change, and change nothing")
  private boolean check;

  @Option(names = "--diff", description = "show how texts change, line by line")
  private boolean diff;

  @Option(
      names = {"-l", "--limit"},
      paramLabel = "PATTERN",
      description = "only these hosts of the plays")
  private Optional<String> limit = Optional.empty();

  @Option(
      names = {"-t", "--tags"},
      paramLabel = "TAG,…",
      description = "only tasks with one of these tags")
  private List<String> tags = new ArrayList<>();

  @Option(
      names = "--skip-tags",
      paramLabel = "TAG,…",
      description = "no tasks with one of these tags")
  private List<String> skipTags = new ArrayList<>();

  @Option(
      names = {"-e", "--extra-vars"},
      paramLabel = "NAME=VALUE",
      description = "a variable that wins over all others; also @FILE, or a YAML map")
  private List<String> extraVars = new ArrayList<>();

  @Option(
      names = {"-f", "--forks"},
      defaultValue = "50",
      description = "how many hosts are worked on at a time (${DEFAULT-VALUE})")
  private int forks;

  @Option(names = "--list-hosts", description = "only name the hosts of each play")
  private boolean listHosts;

  @Option(names = "--list-tasks", description = "only name the tasks of each play")
  private boolean listTasks;

  @Option(
      names = "--detailed-exitcode",
      description = "exit with 2 when something changed, would change or is unknown")
  private boolean detailedExitCode;

  @Option(
      names = {"-K", "--ask-become-pass"},
      description = "ask for the password to become another user")
  private boolean askBecomePassword;

  @Option(
      names = {"-v", "--verbose"},
      description = "also say what needed no change; more of it says no more")
  private boolean[] verbose = {};

  @Override
  public Integer call() throws Exception {
    if (forks < 1) {
      throw new ParameterException(spec.commandLine(), "--forks must be at least 1");
    }
    var elsewhere = lab.outside();
    return elsewhere.isPresent() ? elsewhere.get() : here();
  }

  private int here() throws Exception {
    if (!listHosts && !listTasks) {
      Connectors.foresee();
    }
    var out = spec.commandLine().getOut();
    try (var modules = modulePath.load()) {
      var secrets = Main.secrets(spec);
      var texts = new Texts(modules, secrets, spec.commandLine().getErr());
      var selection = new Selection(limit, tags, skipTags, extraVars);
      var ready = texts.plan(file, inventory.files(), lab.view(), selection);
      var plan = ready.plan();
      lab.check(plan);
      if (listHosts || listTasks) {
        out.print(listHosts ? Listing.hosts(plan) : "");
        out.print(listTasks ? Listing.tasks(plan) : "");
        out.flush();
        return ExitCode.DONE;
      }
      return run(withPassword(plan, secrets), ready.preparation(), secrets, out);
    }
  }

  private int run(Plan plan, Preparation preparation, Secrets secrets, PrintWriter out)
      throws InterruptedException, LabFailure {
    var tally = new Tally();
    var console =
        new Console(out, new Console.Style(verbose.length > 0, diff), secrets::mask, tally);
    Listener listener =
        event -> {
          tally.on(event);
          console.on(event);
        };
    var options = new Options(check, diff, forks, Options.LOOK_TIMEOUT);
    // Who only looks is in nobody's way.
    var lease = check ? Optional.<Lease>empty() : Optional.of(Lease.of(me()));
    try (var wiring = lab.wiring(spec.commandLine().getErr()::println, lease)) {
      var run = new Run(plan, preparation, wiring.opener(), options, listener);
      try (var _ = Interrupt.of(run, spec.commandLine().getErr())) {
        run.run(file.toString());
      }
    }
    return ExitCode.of(tally, detailedExitCode);
  }

  /** As another run is told. */
  private String me() {
    return "%s on %s with %s, process %d, since %s"
        .formatted(
            System.getProperty("user.name"),
            Optional.ofNullable(System.getenv("HOSTNAME")).orElse("the controller"),
            file.getFileName(),
            ProcessHandle.current().pid(),
            Instant.now().truncatedTo(ChronoUnit.SECONDS));
  }

  private Plan withPassword(Plan plan, Secrets secrets) {
    if (!askBecomePassword) {
      return plan;
    }
    var console =
        Optional.ofNullable(System.console())
            .filter(java.io.Console::isTerminal)
            .orElseThrow(() ->
                new ParameterException(
                    spec.commandLine(),
                    "--ask-become-pass needs a terminal; set become_password instead"));
    var password = new String(console.readPassword("password to become another user: "));
    secrets.add(password);
    return plan.withBecomePassword(new Secret(password));
  }
}
