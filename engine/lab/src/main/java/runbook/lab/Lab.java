package runbook.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import runbook.connection.Endpoint;

/** A lab that can be brought up, inspected and taken down. */
public final class Lab {

  /** A user who can log in to every host with the lab's key, and become root there with sudo. */
  public static final String SUDO_USER = "ops";

  private final LabFolder folder;
  private final LabCommandRunner labCommandRunner;

  public Lab(LabFolder folder) {
    this.folder = folder;
    this.labCommandRunner = new LabCommandRunner(folder);
  }

  public LabFolder folder() {
    return folder;
  }

  /**
   * The current state of a host.
   *
   * @param state the state that systemd reports, or {@code off}
   * @param slow the delay and loss of its link; empty if there is none
   */
  public record LabHostState(LabHost host, String state, boolean cut, String slow) {}

  /**
   * Brings up a copy of each of these hosts. Hosts that are up stay untouched; missing parts are
   * created, even if an earlier command was killed halfway.
   *
   * @param say receives a line for each change to this machine
   */
  public void up(List<Endpoint> endpoints, String from, Consumer<String> say)
      throws InterruptedException, LabFailure {
    try {
      raise(endpoints, from, say);
    } catch (IOException e) {
      throw new LabFailure(
          "the lab '%s' cannot be brought up in %s: %s"
              .formatted(folder.name(), folder.path(), e.getMessage()),
          "check free space and permissions, then repeat the command to continue, or remove"
              + " everything with 'runbook lab down --name %s'".formatted(folder.name()));
    }
  }

  private void raise(List<Endpoint> endpoints, String from, Consumer<String> say)
      throws IOException, InterruptedException, LabFailure {
    var labLayout = new LabLayout(LabAddresses.of(endpoints), from);
    try (var _ = LabLock.on(folder)) {
      var there = LabLayout.of(folder);
      if (there.isPresent() && !there.get().hosts().equals(labLayout.hosts())) {
        throw new LabFailure(
            "the lab '%s' has other hosts: those of %s"
                .formatted(folder.name(), there.get().from()),
            "choose another name with --name, or remove the existing lab with"
                + " 'runbook lab down --name %s'".formatted(folder.name()));
      }
      if (there.isEmpty()) {
        folder.demandOurs();
        remove();
        labLayout.write(folder);
      }
      var holder = LabProcess.of(folder);
      if (holder.isEmpty() || !holder.get().isReady(folder)) {
        if (holder.isPresent()) {
          holder.get().end();
        }
        InotifyLimit.allow(labLayout.hosts().size(), say);
        LabProcess.start(folder);
      }
      labCommandRunner.runExclusively("up", labLayout.names());
      trustHostKeys(labLayout);
      labCommandRunner.awaitBoot(labLayout.names());
      new LabMirror(folder).serve();
    }
  }

  /** Writes the current host keys to known_hosts. */
  private void trustHostKeys(LabLayout labLayout) throws IOException {
    var lines = new ArrayList<String>();
    for (var host : labLayout.hosts()) {
      var key = Files.readString(folder.host(host.name()).resolve("hostkey.pub")).split(" ", -1);
      for (var place : Stream.of(host.inventoryAddress(), host.address()).distinct().toList()) {
        var port = host.port();
        var ported = port.isPresent() ? ",[%s]:%d".formatted(place, port.getAsInt()) : "";
        lines.add("%s%s %s %s".formatted(place, ported, key[0], key[1]));
      }
    }
    LabFolder.write(folder.knownHosts(), lines);
  }

  /** Reports whether the lab process runs, with any number of hosts. */
  public boolean isUp() throws IOException {
    return LabProcess.of(folder).isPresent();
  }

  /** Reports whether anything of the lab exists. */
  public boolean isAny() {
    return Files.exists(folder.path());
  }

  /** Returns the hosts; empty if the lab does not exist. */
  public List<LabHost> hosts() throws IOException {
    return LabLayout.of(folder).map(LabLayout::hosts).orElse(List.of());
  }

  /** Describes where the hosts come from, such as the files of an inventory. */
  public String from() throws IOException {
    return LabLayout.of(folder).map(LabLayout::from).orElse("an unfinished 'up' or 'down'");
  }

  public List<LabHostState> states() throws IOException, InterruptedException, LabFailure {
    var hosts = hosts();
    if (!isUp()) {
      return hosts.stream().map(host -> new LabHostState(host, "off", false, "")).toList();
    }
    var lines =
        labCommandRunner
            .script("state", hosts.stream().map(LabHost::name).toList())
            .lines()
            .toList();
    var states = new ArrayList<LabHostState>();
    for (int i = 0; i < hosts.size(); i++) {
      var words = lines.get(i).split(" ", 4);
      states.add(
          new LabHostState(hosts.get(i), words[1], words[2].equals("cut"), words[3].strip()));
    }
    return states;
  }

  /** Removes the lab: processes, network and disks. Does nothing if there is none. */
  public void down() throws IOException, InterruptedException, LabFailure {
    if (!Files.exists(folder.path()) && !LabLock.isAny(folder)) {
      return;
    }
    try (var _ = LabLock.on(folder)) {
      if (!Files.exists(folder.path())) {
        return;
      }
      folder.demandOurs();
      var holder = LabProcess.of(folder);
      if (holder.isPresent()) {
        holder.get().end();
      }
      if (LabLayout.of(folder).isPresent()) {
        ProgramRunner.run(
            List.of(
                "unshare",
                "--mount",
                "sh",
                folder.script("sweep").toString(),
                folder.path().toString()));
      }
      remove();
    }
  }

  /**
   * Removes the files: first the table, which marks the lab as complete, and last the mark that
   * makes the folder a lab. This command can be killed, too.
   */
  private void remove() throws IOException, InterruptedException, LabFailure {
    Files.deleteIfExists(folder.table());
    var remove = new ArrayList<>(List.of("rm", "-rf", "--one-file-system"));
    if (Files.exists(folder.path())) {
      try (Stream<Path> files = Files.list(folder.path())) {
        files.filter(f -> !f.equals(folder.mark())).map(Path::toString).forEach(remove::add);
      }
    }
    ProgramRunner.run(remove);
    Files.deleteIfExists(folder.mark());
    Files.deleteIfExists(folder.path());
  }

  /** Reports whether this process runs inside the lab's network. */
  public boolean isHere() throws IOException {
    var holder = LabProcess.of(folder);
    return holder.isPresent()
        && inode(Path.of("/proc/self/ns/net")).equals(inode(holder.get().network(folder)));
  }

  private static Optional<Object> inode(Path file) throws IOException {
    return Files.exists(file)
        ? Optional.of(Files.getAttribute(file, "unix:ino"))
        : Optional.empty();
  }
}
