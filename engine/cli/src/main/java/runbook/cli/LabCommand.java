package runbook.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import runbook.lab.Lab;
import runbook.lab.LabFolder;
import runbook.lab.LabMirror;

/** Runs copies of hosts on this machine, to rehearse on. */
@Command(
    name = "lab",
    description = {
      "Starts a copy of every host of an inventory on this machine, with real systemd and sshd, its"
          + " own address, disk and journal, in a network that no packet leaves.",
      "Play on them with 'runbook play PLAYBOOK -i INVENTORY --lab'."
    },
    subcommands = {LabUpCommand.class, MirrorCommand.class},
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true)
final class LabCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Command(description = "Lists labs and the state of hosts.", mixinStandardHelpOptions = true)
  int status() throws Exception {
    var out = spec.commandLine().getOut();
    var folders = LabFolder.all();
    if (folders.isEmpty()) {
      out.println("there is no lab; bring one up with 'runbook lab up'");
    }
    for (var folder : folders) {
      tell(new Lab(folder), out);
    }
    return ExitCode.DONE;
  }

  private static void tell(Lab lab, PrintWriter out) throws Exception {
    out.println(
        "%s  %s, from %s".formatted(lab.folder().name(), lab.isUp() ? "up" : "down", lab.from()));
    var labMirror = new LabMirror(lab.folder());
    if (labMirror.size() > 0) {
      out.println("  %-20s %-16d files".formatted(LabMirror.URL, labMirror.size()));
    }
    for (var labHostState : lab.states()) {
      var marks = new ArrayList<String>();
      marks.add(labHostState.state());
      if (labHostState.cut()) {
        marks.add("cut off");
      }
      if (!labHostState.slow().isEmpty()) {
        marks.add("slow: " + labHostState.slow());
      }
      out.println(
          "  %-20s %-16s %s"
              .formatted(
                  labHostState.host().name(),
                  labHostState.host().address(),
                  String.join(", ", marks)));
    }
  }

  @Command(
      description = "Runs a command on a host as root, without using its network.",
      mixinStandardHelpOptions = true)
  int exec(
      @Mixin LabHostOption host,
      @Parameters(index = "1..*", arity = "1..*", paramLabel = "COMMAND", description = "after --")
          List<String> command)
      throws Exception {
    return ForegroundProcess.runInteractive(host.commandRunner().onHost(host.name(), command));
  }

  @Command(
      description = "Logs in to a host with the lab's key, as the inventory's user or as USER.",
      mixinStandardHelpOptions = true)
  int ssh(
      @Mixin LabNameOption name,
      @Parameters(paramLabel = "[USER@]HOST", description = "the host") String host,
      @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "after --")
          List<String> command)
      throws Exception {
    return ForegroundProcess.runInteractive(
        name.commandRunner().ssh(host, orElse(command, List.of())));
  }

  @Command(
      description = "Opens a shell in the lab's network, which reaches its hosts only.",
      mixinStandardHelpOptions = true)
  int shell(
      @Mixin LabNameOption name,
      @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "run this instead")
          List<String> command)
      throws Exception {
    var shell = Optional.ofNullable(System.getenv("SHELL")).orElse("/bin/sh");
    return ForegroundProcess.runInteractive(
        name.commandRunner().inNetwork(orElse(command, List.of(shell))));
  }

  @Command(description = "Disconnects a host from the network.", mixinStandardHelpOptions = true)
  int cut(@Mixin LabHostOption host) throws Exception {
    host.hardware().cut(host.name(), true);
    return said("%s is cut off", host.name());
  }

  @Command(description = "Connects a host to the network again.", mixinStandardHelpOptions = true)
  int join(@Mixin LabHostOption host) throws Exception {
    host.hardware().cut(host.name(), false);
    return said("%s is connected again", host.name());
  }

  @Command(
      description = "Makes the link to a host slow and lossy; without options, restores it.",
      mixinStandardHelpOptions = true)
  int slow(
      @Mixin LabHostOption host,
      @Option(
              names = "--delay",
              paramLabel = "TIME",
              description = "such as 80ms",
              defaultValue = "0ms")
          String delay,
      @Option(
              names = "--loss",
              paramLabel = "PERCENT",
              description = "such as 5%%",
              defaultValue = "0%")
          String loss)
      throws Exception {
    if (!delay.matches("\\d{1,5}ms|\\d{1,2}s")) {
      throw new ParameterException(spec.commandLine(), "--delay must be a time such as 80ms or 1s");
    }
    if (!loss.matches("\\d{1,2}(\\.\\d)?%|100%")) {
      throw new ParameterException(spec.commandLine(), "--loss must be a percentage such as 5%");
    }
    var late =
        delay.endsWith("ms")
            ? Duration.ofMillis(Long.parseLong(delay.replace("ms", "")))
            : Duration.ofSeconds(Long.parseLong(delay.replace("s", "")));
    double lost = Double.parseDouble(loss.replace("%", ""));
    host.hardware().slow(host.name(), late, lost);
    return said(late.isZero() && lost == 0 ? "%s is at full speed" : "%s is slow", host.name());
  }

  @Command(
      description = "Cuts the power of a host; its disk is kept.",
      mixinStandardHelpOptions = true)
  int kill(@Mixin LabHostOption host) throws Exception {
    host.hardware().kill(host.name());
    return said("%s is off", host.name());
  }

  @Command(description = "Switches a host on, with its disk.", mixinStandardHelpOptions = true)
  int boot(@Mixin LabHostOption host) throws Exception {
    host.hardware().boot(host.name());
    return said("%s is running", host.name());
  }

  @Command(
      description = "Gives a host a new, empty disk and boots it.",
      mixinStandardHelpOptions = true)
  int rebuild(
      @Mixin LabHostOption host,
      @Option(
              names = "--new-key",
              description = "make a new host key, too, unknown to plays until the next 'lab up'")
          boolean newKey)
      throws Exception {
    host.hardware().rebuild(host.name(), newKey);
    return said("%s is running, with an empty disk", host.name());
  }

  @Command(
      description = "Removes a lab: its hosts, their disks, its network.",
      mixinStandardHelpOptions = true)
  int down(
      @Mixin LabNameOption name,
      @Option(names = "--all", description = "remove all labs") boolean all)
      throws Exception {
    if (all) {
      for (var folder : LabFolder.all()) {
        new Lab(folder).down();
        said("%s is removed", folder.name());
      }
      return ExitCode.DONE;
    }
    var any = name.lab().isAny();
    name.lab().down();
    return said(any ? "%s is removed" : "there is no lab '%s'", name.folder().name());
  }

  private int said(String text, String what) {
    spec.commandLine().getOut().println(text.formatted(what));
    return ExitCode.DONE;
  }

  /** Picocli passes null to a command method for words that are not given. */
  private static List<String> orElse(List<String> words, List<String> usual) {
    return words == null ? usual : words;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "give a command for the lab");
  }
}
