package runbook.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Simulates hardware events on a host: power, network link and new disks. */
public final class LabHardware {

  private final LabFolder folder;
  private final LabCommandRunner labCommandRunner;

  public LabHardware(LabFolder folder) {
    this.folder = folder;
    this.labCommandRunner = new LabCommandRunner(folder);
  }

  /** Cuts the power. */
  public void kill(String host) throws IOException, InterruptedException, LabFailure {
    changed("off", host);
  }

  /** Switches the host on, with its disk. */
  public void boot(String host) throws IOException, InterruptedException, LabFailure {
    changed("on", host);
    labCommandRunner.awaitBoot(List.of(host));
  }

  /**
   * Replaces the disk by an empty one and boots.
   *
   * @param newKey whether to make a new host key, which known_hosts lacks until the next {@code up}
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

  /** Disconnects the host from the network, or connects it again. */
  public void cut(String host, boolean cut) throws IOException, InterruptedException, LabFailure {
    linked(host, "cut", cut ? Optional.of("") : Optional.empty());
  }

  /**
   * Delays packets to the host and drops some of them; with zero for both, restores its link.
   *
   * @param delay the time added to a round trip
   * @param loss the percentage of packets to drop
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

  /** Writes the wanted state of a link and applies it. */
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
