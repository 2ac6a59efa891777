package runbook.lab;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Runs commands inside a lab, or says how to. */
public final class LabCommandRunner {

  private final LabFolder folder;

  public LabCommandRunner(LabFolder folder) {
    this.folder = folder;
  }

  /** One of the lab's own scripts, among its processes. */
  String script(String name, List<String> arguments)
      throws IOException, InterruptedException, LabFailure {
    var command =
        ProgramRunner.words(
            holder().enterCommand(),
            "sh",
            folder.script(name).toString(),
            folder.path().toString());
    command.addAll(arguments);
    return ProgramRunner.run(command);
  }

  /** One that changes the lab: none of those that a killed command has left runs on meanwhile. */
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
          "not all hosts are well: " + String.join(", ", ill),
          "see 'runbook lab exec --name %s %s -- systemctl --failed', and the log in %s"
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
                "'runbook lab status' names its hosts"));
  }

  /** A command on a host, past its network. */
  public List<String> onHost(String host, List<String> command) throws IOException, LabFailure {
    known(host);
    var words =
        ProgramRunner.words(
            holder().enterCommand(),
            "sh",
            folder.script("enter").toString(),
            folder.path().toString(),
            host);
    words.addAll(command);
    return words;
  }

  /** A command on this machine, but in the lab's network and no other. */
  public List<String> inNetwork(List<String> command) throws IOException, LabFailure {
    var words =
        ProgramRunner.words(
            List.of("nsenter", "--net=" + holder().network(folder), "unshare", "--mount"),
            "sh",
            folder.script("inside").toString(),
            folder.path().toString());
    words.addAll(command);
    return words;
  }

  /**
   * Logging in to a host from the lab's network.
   *
   * @param place a host, or user@host for another user than the inventory's
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

  /** Makes sure that it is up. */
  void running() throws IOException, LabFailure {
    holder();
  }

  private LabProcess holder() throws IOException, LabFailure {
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
