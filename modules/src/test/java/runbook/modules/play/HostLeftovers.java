package runbook.modules.play;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import runbook.testkit.OpenSshd;

/** Checks that runs leave nothing behind on a host. */
final class HostLeftovers {

  private HostLeftovers() {}

  /** Waits until no temporary file is left in the server's folders or below this folder. */
  static void assertNone(OpenSshd sshd, Path folder) throws Exception {
    assertSoonEmpty(() -> temporary(sshd, folder));
  }

  /** Waits until no process of a login at the address is left. */
  static void assertNothingRuns(OpenSshd sshd, String address) throws Exception {
    assertSoonEmpty(() -> sshd.running(address));
  }

  private static void assertSoonEmpty(Callable<List<String>> look) throws Exception {
    var left = look.call();
    for (int i = 0; i < 6000 && !left.isEmpty(); i++) {
      Thread.sleep(20);
      left = look.call();
    }
    assertEquals(List.of(), left);
  }

  private static List<String> temporary(OpenSshd sshd, Path folder) {
    var found = new ArrayList<String>();
    Stream.of("tmp", "var/tmp", "dev/shm", "run")
        .map(place -> sshd.files().resolve(place))
        .forEach(place -> found.addAll(below(place, 1)));
    found.addAll(below(folder, 10));
    return found;
  }

  private static List<String> below(Path place, int depth) {
    try (var files = Files.find(place, depth, (file, _) -> isTemporary(file))) {
      return files.map(Path::toString).toList();
    } catch (IOException | UncheckedIOException e) {
      // A file or process vanished during the check: check again.
      return List.of("could not look below " + place + ": " + e);
    }
  }

  private static boolean isTemporary(Path file) {
    return file.getFileName().toString().startsWith(".runbook-");
  }
}
