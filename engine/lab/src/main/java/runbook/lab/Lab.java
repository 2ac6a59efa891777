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

/** A lab: brought up, looked at and taken down. */
public final class Lab {

  /** May become root on every host, and is let in by the lab's key as root is. */
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
   * A host as it is now.
   *
   * @param state systemd's word for it, or {@code off}
   * @param slow what its packages suffer; empty when nothing
   */
  public record LabHostState(LabHost host, String state, boolean cut, String slow) {}

  /**
   * Brings up the doubles of these hosts. What is up already stays as it is; what is missing, also
   * because an earlier command was killed, is made.
   *
   * @param say hears what is changed about this machine
   */
  public void up(List<Endpoint> endpoints, String from, Consumer<String> say)
      throws InterruptedException, LabFailure {
    try {
      raise(endpoints, from, say);
    } catch (IOException e) {
      throw new LabFailure(
          "the lab '%s' cannot be brought up in %s: %s"
              .formatted(folder.name(), folder.path(), e.getMessage()),
          "see whether there is room, and the right to write; then the same command goes on, and"
              + " 'runbook lab down --name %s' removes what is there".formatted(folder.name()));
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
            "give this one a name of its own with --name, or remove that one with"
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

  /** Writes down the host keys there are now as those to be trusted. */
  private void trustHostKeys(LabLayout labLayout) throws IOException {
    var lines = new ArrayList<String>();
    for (var host : labLayout.hosts()) {
      var key = Files.readString(folder.host(host.name()).resolve("hostkey.pub")).split(" ", -1);
      for (var place : Stream.of(host.known(), host.address()).distinct().toList()) {
        var port = host.port();
        var ported = port.isPresent() ? ",[%s]:%d".formatted(place, port.getAsInt()) : "";
        lines.add("%s%s %s %s".formatted(place, ported, key[0], key[1]));
      }
    }
    LabFolder.write(folder.knownHosts(), lines);
  }

  /** Whether it is held, with whatever number of hosts. */
  public boolean isUp() throws IOException {
    return LabProcess.of(folder).isPresent();
  }

  /** Whether there is anything of it. */
  public boolean isAny() {
    return Files.exists(folder.path());
  }

  /** Its hosts; empty when there is no such lab. */
  public List<LabHost> hosts() throws IOException {
    return LabLayout.of(folder).map(LabLayout::hosts).orElse(List.of());
  }

  /** What it is the double of. */
  public String from() throws IOException {
    return LabLayout.of(folder)
        .map(LabLayout::from)
        .orElse("an 'up' or a 'down' that was not finished");
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

  /** Removes it: processes, network, disks, all. Nothing happens when there is none. */
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
   * Takes away what is written down, first of all that it is whole and last that it is a lab: this
   * too may be killed.
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

  /** Whether this process is in the lab's network, and so in no other. */
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
