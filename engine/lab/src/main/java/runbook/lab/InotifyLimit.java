package runbook.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The limit of inotify instances for root, the only usual kernel limit that a lab reaches. The
 * systemd of every host takes some; without them a host hangs while it boots.
 */
final class InotifyLimit {

  private static final Path LIMIT = Path.of("/proc/sys/fs/inotify/max_user_instances");

  /** Instances that systemd, dbus and some services of a host take. */
  private static final int OF_A_HOST = 8;

  private static final int PLENTY = 1024;

  private InotifyLimit() {}

  /** Raises the limit until the next reboot if it is too low for this many more hosts. */
  static void allow(int hosts, Consumer<String> say) throws IOException, LabFailure {
    int limit = Integer.parseInt(Files.readAllLines(LIMIT).getFirst());
    int needed = taken() + hosts * OF_A_HOST;
    if (needed <= limit) {
      return;
    }
    int more = Math.max(PLENTY, 2 * needed);
    say.accept("setting fs.inotify.max_user_instances from %d to %d".formatted(limit, more));
    try {
      Files.writeString(LIMIT, Integer.toString(more));
    } catch (IOException e) {
      throw new LabFailure(
          "%d hosts need a higher fs.inotify.max_user_instances than %d, but setting it failed: %s"
              .formatted(hosts, limit, e.getMessage()),
          "sysctl -w fs.inotify.max_user_instances=" + more);
    }
  }

  private static int taken() throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/proc"))) {
      return all.filter(process -> process.getFileName().toString().matches("\\d+"))
          .mapToInt(InotifyLimit::taken)
          .sum();
    }
  }

  private static int taken(Path process) {
    try (Stream<Path> files = Files.list(process.resolve("fd"))) {
      return (int) files.filter(InotifyLimit::isOne).count();
    } catch (IOException | UncheckedIOException _) {
      // The process has ended, or we may not read it.
      return 0;
    }
  }

  private static boolean isOne(Path file) {
    try {
      return Files.readSymbolicLink(file).toString().equals("anon_inode:inotify");
    } catch (IOException _) {
      // Closed in the meantime.
      return false;
    }
  }
}
