package runbook.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import runbook.journal.JournalReader;
import runbook.lab.LabFailure;
import runbook.text.TraceText;
import runbook.value.SecretMasker;

/** The program. */
@Command(
    name = "runbook",
    description = "Plays YAML playbooks on hosts that have nothing but sshd and sh.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    version = Main.VERSION,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:success; with --detailed-exitcode, nothing changed or would change",
      "1:a task failed on a host",
      "2:only with --detailed-exitcode: something changed, would change, or is unknown",
      "3:no task failed, but a host was unreachable",
      "64:the command line is wrong",
      "65:a playbook, inventory, template or variable is wrong; no host was contacted",
      "69:this machine lacks something that is needed, a source of roles cannot be reached,"
          + " or a lab is in the wrong state",
      "70:an internal error of runbook; the other hosts have finished",
      "75:another run is working on a host",
      "130:interrupted (143: terminated)"
    })
public final class Main implements Runnable {

  /** The commands, in the order in which the help lists them. */
  private static final List<CommandClass> COMMANDS =
      List.of(
          new CommandClass("play", PlayCommand.class),
          new CommandClass("check", CheckCommand.class),
          new CommandClass("resume", ResumeCommand.class),
          new CommandClass("runs", RunsCommand.class),
          new CommandClass("show", ShowCommand.class),
          new CommandClass("diff", DiffCommand.class),
          new CommandClass("report", ReportCommand.class),
          new CommandClass("lint", LintCommand.class),
          new CommandClass("get", GetCommand.class),
          new CommandClass("role", RoleCommand.class),
          new CommandClass("ping", PingCommand.class),
          new CommandClass("demo", DemoCommand.class),
          new CommandClass("lab", LabCommand.class),
          new CommandClass("inventory", InventoryCommand.class),
          new CommandClass("doc", DocCommand.class),
          new CommandClass("schema", SchemaCommand.class));

  static final String VERSION = "runbook 0.1.0";
  private static final List<String> VERSION_ASKED = List.of("--version");

  private record CommandClass(String name, Class<?> type) {}

  /** Returns the names of all commands. */
  public static List<String> commandNames() {
    return COMMANDS.stream().map(CommandClass::name).toList();
  }

  @Spec private CommandSpec spec;

  /** Masks secrets in the output of all commands. */
  private final SecretMasker secretMasker = new SecretMasker();

  private Main() {}

  static SecretMasker secrets(CommandSpec command) {
    return ((Main) command.root().userObject()).secretMasker;
  }

  /** The message of the kernel if a disk is full. */
  private static final String FULL = "No space left on device";

  /** Runs the command and ends the program with its exit status. */
  public static void main(String[] arguments) {
    var output = StandardOutput.ofProcess();
    var out = output.writer();
    var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int status = run(arguments, out, err);
    out.flush();
    System.exit(output.exitStatus(status, err));
  }

  /** Runs the command and returns its exit status. */
  public static int run(String[] arguments, PrintWriter out, PrintWriter err) {
    if (VERSION_ASKED.equals(List.of(arguments))) {
      // To read the options of a command takes as long as the start of the JVM.
      out.println(VERSION);
      return ExitCode.DONE;
    }
    return run(arguments, out, err, commandsFor(arguments));
  }

  /** Runs the command of an earlier run, which goes on where it stopped. */
  static int resume(JournalReader earlier, ReportOption reports, PrintWriter out, PrintWriter err)
      throws IOException {
    var play = new PlayCommand();
    play.resume(earlier, reports);
    return run(earlier.arguments().toArray(String[]::new), out, err, List.of(play));
  }

  private static int run(String[] arguments, PrintWriter out, PrintWriter err, List<?> commands) {
    // Discard log messages of libraries: failures of connections have messages of their own.
    LogManager.getLogManager().reset();
    Logger.getLogger("").setLevel(Level.OFF);
    var main = new Main();
    var line = new CommandLine(main);
    commands.forEach(line::addSubcommand);
    MirrorCommand.addSources(line);
    line.setOut(out)
        .setErr(err)
        // We read files of variables after '@' ourselves.
        .setExpandAtFiles(false)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler((e, words) -> misused(e))
        .setExecutionExceptionHandler((e, command, result) -> main.failed(e, err));
    try {
      return line.execute(arguments);
    } catch (VirtualMachineError e) {
      return main.failed(e, err);
    }
  }

  /** Returns only the command that is called, if it is clear: each costs time at the start. */
  private static List<Class<?>> commandsFor(String[] arguments) {
    if (PlannedPlayCommand.isCalled(arguments)) {
      return List.of(PlannedPlayCommand.class);
    }
    var called =
        COMMANDS.stream()
            .filter(command -> arguments.length > 0 && command.name().equals(arguments[0]))
            .toList();
    return (called.isEmpty() ? COMMANDS : called)
        .stream().<Class<?>>map(CommandClass::type).toList();
  }

  private static int misused(ParameterException e) {
    var line = e.getCommandLine();
    line.getErr().println("runbook: " + withoutValues(e));
    CommandLine.UnmatchedArgumentException.printSuggestions(e, line.getErr());
    line.getErr().println("see '%s --help'".formatted(line.getCommandSpec().qualifiedName()));
    return ExitCode.USAGE;
  }

  /** Returns the message without words that are left over, which can be a part of a value. */
  private static String withoutValues(ParameterException e) {
    return e instanceof CommandLine.UnmatchedArgumentException
            && e.getCommandLine().getParseResult().hasMatchedOption("-e")
        ? "there are words too many; a value of -e with spaces must be in quotes"
        : e.getMessage();
  }

  private int failed(Throwable e, PrintWriter err) {
    if (e instanceof InvalidInput invalidInput) {
      invalidInput.print(err, secretMasker::mask);
      return ExitCode.TEXT;
    }
    if (e instanceof LabFailure failure) {
      err.println("runbook: " + failure.getMessage());
      if (!failure.hint().isEmpty()) {
        err.println("hint: " + failure.hint());
      }
      return ExitCode.UNAVAILABLE;
    }
    if (e instanceof IOException && String.valueOf(e.getMessage()).endsWith(FULL)) {
      err.println("runbook: " + secretMasker.mask(e.getMessage()));
      err.println("hint: free some space there, then repeat the command");
      return ExitCode.UNAVAILABLE;
    }
    err.println("runbook: an internal error of runbook; please report it with this stack trace:");
    err.print(secretMasker.mask(TraceText.of(e)));
    err.flush();
    return ExitCode.BUG;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "give a command");
  }
}
