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

/** Doubles of hosts on this machine, to rehearse on. */
@Command(
    name = "lab",
    description = {
      "Gives every host of an inventory a double on this machine: real systemd, sshd and journal,"
          + " its own address and disk, in a network that nothing leaves.",
      "Play on them with 'runbook play PLAYBOOK -i INVENTORY --lab'."
    },
    subcommands = {LabUpCommand.class, MirrorCommand.class},
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true)
final class LabCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Command(description = "Lists labs and how their hosts are.", mixinStandardHelpOptions = true)
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
        "%s  %s, the double of %s"
            .formatted(lab.folder().name(), lab.isUp() ? "up" : "down", lab.from()));
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
      description = "Runs a command on a host, as root, past its network.",
      mixinStandardHelpOptions = true)
  int exec(
      @Mixin LabHostOption host,
      @Parameters(index = "1..*", arity = "1..*", paramLabel = "COMMAND", description = "after --")
          List<String> command)
      throws Exception {
    return ForegroundProcess.runInteractive(host.inside().onHost(host.name(), command));
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
    return ForegroundProcess.runInteractive(name.inside().ssh(host, orElse(command, List.of())));
  }

  @Command(
      description = "Opens a shell in the lab's network: all hosts, and nothing else.",
      mixinStandardHelpOptions = true)
  int shell(
      @Mixin LabNameOption name,
      @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "instead of a shell")
          List<String> command)
      throws Exception {
    var shell = Optional.ofNullable(System.getenv("SHELL")).orElse("/bin/sh");
    return ForegroundProcess.runInteractive(
        name.inside().inNetwork(orElse(command, List.of(shell))));
  }

  @Command(description = "Pulls the network plug of a host.", mixinStandardHelpOptions = true)
  int cut(@Mixin LabHostOption host) throws Exception {
    host.hardware().cut(host.name(), true);
    return said("%s is cut off", host.name());
  }

  @Command(description = "Puts the network plug back.", mixinStandardHelpOptions = true)
  int join(@Mixin LabHostOption host) throws Exception {
    host.hardware().cut(host.name(), false);
    return said("%s is in the network again", host.name());
  }

  @Command(
      description = "Makes the way to a host slow and lossy; without options it is as it was.",
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
      throw new ParameterException(spec.commandLine(), "--delay is a time such as 80ms or 1s");
    }
    if (!loss.matches("\\d{1,2}(\\.\\d)?%|100%")) {
      throw new ParameterException(spec.commandLine(), "--loss is a share such as 5%");
    }
    var late =
        delay.endsWith("ms")
            ? Duration.ofMillis(Long.parseLong(delay.replace("ms", "")))
            : Duration.ofSeconds(Long.parseLong(delay.replace("s", "")));
    double lost = Double.parseDouble(loss.replace("%", ""));
    host.hardware().slow(host.name(), late, lost);
    return said(late.isZero() && lost == 0 ? "%s is as fast as ever" : "%s is slow", host.name());
  }

  @Command(
      description = "Cuts the power of a host; its disk keeps what it has.",
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
              description = "with a new host key, unknown to plays until the next 'lab up'")
          boolean newKey)
      throws Exception {
    host.hardware().rebuild(host.name(), newKey);
    return said("%s is running, with nothing on it", host.name());
  }

  @Command(
      description = "Removes a lab: its hosts, their disks, its network.",
      mixinStandardHelpOptions = true)
  int down(
      @Mixin LabNameOption name,
      @Option(names = "--all", description = "every lab there is") boolean all)
      throws Exception {
    if (all) {
      for (var folder : LabFolder.all()) {
        new Lab(folder).down();
        said("%s is gone", folder.name());
      }
      return ExitCode.DONE;
    }
    var any = name.lab().isAny();
    name.lab().down();
    return said(any ? "%s is gone" : "there is no lab '%s'", name.folder().name());
  }

  private int said(String text, String what) {
    spec.commandLine().getOut().println(text.formatted(what));
    return ExitCode.DONE;
  }

  /** What is not on the command line comes as null to a method that is a command. */
  private static List<String> orElse(List<String> words, List<String> usual) {
    return words == null ? usual : words;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say what to do with the lab");
  }
}
