package runbook.lab;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Runs commands inside a lab, or returns the command lines that do. */
public final class LabCommandRunner {

  private final LabFolder folder;

  public LabCommandRunner(LabFolder folder) {
    this.folder = folder;
  }

  /** Runs one of the lab's scripts inside its namespaces. */
  String script(String name, List<String> arguments)
      throws IOException, InterruptedException, LabFailure {
    var command =
        ProgramRunner.words(
            labProcess().enterCommand(),
            "sh",
            folder.script(name).toString(),
            folder.path().toString());
    command.addAll(arguments);
    return ProgramRunner.run(command);
  }

  /**
   * Runs a script that changes the lab, while no other does: a killed command can leave one
   * running.
   */
  void runExclusively(String name, List<String> arguments)
      throws IOException, InterruptedException, LabFailure {
    var words = new ArrayList<>(List.of(name));
    words.addAll(arguments);
    script("alone", words);
  }

  void awaitBoot(List<String> hosts) throws IOException, InterruptedException, LabFailure {
    var ill = script("await", hosts).lines().filter(line -> !line.endsWith(" running")).toList();
    if (!ill.isEmpty()) {
      var first = ill.getFirst().split(" ", -1)[0];
      throw new LabFailure(
          "not all hosts have booted properly: " + String.join(", ", ill),
          "see 'runbook lab exec --name %s %s -- systemctl --failed' and the log in %s"
              .formatted(folder.name(), first, folder.host(first).resolve("log")));
    }
  }

  LabHost known(String host) throws IOException, LabFailure {
    return LabLayout.of(folder).orElseThrow(this::notUp).hosts().stream()
        .filter(h -> h.name().equals(host))
        .findFirst()
        .orElseThrow(() ->
            new LabFailure(
                "the lab '%s' has no host '%s'".formatted(folder.name(), host),
                "'runbook lab status' lists its hosts"));
  }

  /** Returns the command line that runs a command on a host without using its network. */
  public List<String> onHost(String host, List<String> command) throws IOException, LabFailure {
    known(host);
    var words =
        ProgramRunner.words(
            labProcess().enterCommand(),
            "sh",
            folder.script("enter").toString(),
            folder.path().toString(),
            host);
    words.addAll(command);
    return words;
  }

  /** Returns the command line that runs a command on this machine, inside the lab's network. */
  public List<String> inNetwork(List<String> command) throws IOException, LabFailure {
    var words =
        ProgramRunner.words(
            List.of("nsenter", "--net=" + labProcess().network(folder), "unshare", "--mount"),
            "sh",
            folder.script("inside").toString(),
            folder.path().toString());
    words.addAll(command);
    return words;
  }

  /**
   * Returns the command line that logs in to a host from the lab's network.
   *
   * @param place a host, or user@host for a user other than the inventory's
   */
  public List<String> ssh(String place, List<String> words) throws IOException, LabFailure {
    var known = known(place.substring(place.indexOf('@') + 1));
    var user = place.contains("@") ? place.substring(0, place.indexOf('@')) : known.user();
    var command = new ArrayList<>(List.of("ssh", "-F", "none", "-i", folder.key().toString()));
    command.addAll(
        List.of(
            "-o",
            "UserKnownHostsFile=" + folder.knownHosts(),
            "-o",
            "IdentitiesOnly=yes",
            "-o",
            "ConnectTimeout=10"));
    known.port().ifPresent(port -> command.addAll(List.of("-p", Integer.toString(port))));
    command.add(user + "@" + known.address());
    command.addAll(words);
    return inNetwork(command);
  }

  /** Fails unless the lab is up. */
  void running() throws IOException, LabFailure {
    labProcess();
  }

  private LabProcess labProcess() throws IOException, LabFailure {
    var labProcess = LabProcess.of(folder).orElseThrow(this::notUp);
    LabPrerequisites.demandRoot();
    return labProcess;
  }

  private LabFailure notUp() {
    return new LabFailure(
        "the lab '%s' is not up".formatted(folder.name()),
        "bring it up: runbook lab up -i INVENTORY --name %s".formatted(folder.name()));
  }
}
