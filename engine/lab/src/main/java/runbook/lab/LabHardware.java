package runbook.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What happens to a host in a machine room: power, plugs and new disks. */
public final class LabHardware {

  private final LabFolder folder;
  private final LabCommandRunner labCommandRunner;

  public LabHardware(LabFolder folder) {
    this.folder = folder;
    this.labCommandRunner = new LabCommandRunner(folder);
  }

  /** Takes its power away. */
  public void kill(String host) throws IOException, InterruptedException, LabFailure {
    changed("off", host);
  }

  /** Switches it on again, with the disk it has. */
  public void boot(String host) throws IOException, InterruptedException, LabFailure {
    changed("on", host);
    labCommandRunner.awaitBoot(List.of(host));
  }

  /**
   * Gives it a new disk.
   *
   * @param newKey also a new host key, which known_hosts does not have until the next {@code up}
   */
  public void rebuild(String host, boolean newKey)
      throws IOException, InterruptedException, LabFailure {
    if (newKey) {
      changed("rebuild", host, "new-key");
    } else {
      changed("rebuild", host);
    }
    labCommandRunner.awaitBoot(List.of(host));
  }

  /** Pulls its network plug, or puts it back. */
  public void cut(String host, boolean cut) throws IOException, InterruptedException, LabFailure {
    linked(host, "cut", cut ? Optional.of("") : Optional.empty());
  }

  /**
   * Makes what is sent to it late, and loses some of it; with neither its link is as it was.
   *
   * @param delay what a round trip takes longer
   * @param loss of a hundred packets to it, so many never arrive
   */
  public void slow(String host, Duration delay, double loss)
      throws IOException, InterruptedException, LabFailure {
    linked(
        host,
        "slow",
        delay.isZero() && loss == 0
            ? Optional.empty()
            : Optional.of("delay %dms loss %s%%".formatted(delay.toMillis(), loss)));
  }

  /** Writes down how a link shall be, and brings it there. */
  private void linked(String host, String name, Optional<String> text)
      throws IOException, InterruptedException, LabFailure {
    labCommandRunner.known(host);
    try (var _ = LabLock.on(folder)) {
      var mark = folder.host(host).resolve(name);
      if (text.isPresent()) {
        LabFolder.write(mark, List.of(text.get()));
      } else {
        Files.deleteIfExists(mark);
      }
      labCommandRunner.runExclusively("link", List.of(host));
    }
  }

  private void changed(String script, String... words)
      throws IOException, InterruptedException, LabFailure {
    labCommandRunner.known(words[0]);
    try (var _ = LabLock.on(folder)) {
      labCommandRunner.runExclusively(script, List.of(words));
    }
  }
}
