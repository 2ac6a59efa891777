package runbook.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where a lab keeps what it has written down and the disks of its hosts. */
public record LabFolder(Path path) {

  public static final String USUAL = "default";

  static final Path USUAL_ROOT = Path.of("/var/lib/runbook/lab");

  /** The folder of all labs; {@code RUNBOOK_LAB} names another one. */
  public static Path root() {
    return Optional.ofNullable(System.getenv("RUNBOOK_LAB"))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder).toAbsolutePath().normalize())
        .orElse(USUAL_ROOT);
  }

  public static LabFolder of(String name) throws LabFailure {
    if (!name.matches("[a-z][a-z0-9-]{0,30}")) {
      throw new LabFailure(
          "'" + name + "' cannot be the name of a lab",
          "begin with a letter, and use at most 31 small letters, digits and '-'");
    }
    return new LabFolder(root().resolve(name));
  }

  /** Those of all labs, whole or not. */
  public static List<LabFolder> all() {
    try (Stream<Path> folders = Files.list(root())) {
      return folders.sorted().map(LabFolder::new).filter(f -> Files.exists(f.mark())).toList();
    } catch (NoSuchFileException _) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What tells it from a folder of somebody else: it is made first, and it goes last. */
  Path mark() {
    return path.resolve(".lab");
  }

  /** Makes sure that nothing of anybody else is in there. */
  void demandOurs() throws IOException, LabFailure {
    if (Files.exists(mark())) {
      return;
    }
    try (Stream<Path> files = Files.list(path)) {
      if (files.findAny().isEmpty()) {
        return;
      }
    } catch (NoSuchFileException _) {
      return;
    }
    throw new LabFailure(
        path + " is no lab: what is in there was not made by 'runbook lab'",
        "name another with --name, or set RUNBOOK_LAB to a folder that is for labs only");
  }

  public String name() {
    return path.getFileName().toString();
  }

  /** The private key that opens every host. */
  public Path key() {
    return path.resolve("key");
  }

  public Path knownHosts() {
    return path.resolve("known_hosts");
  }

  /** For {@code --hosts N}: an inventory of those hosts. */
  public Path inventory() {
    return path.resolve("hosts.yml");
  }

  /** An empty home folder: with what is in the user's own, production would be reached. */
  public Path home() {
    return path.resolve("home");
  }

  /** What its mirror serves. */
  public Path mirror() {
    return path.resolve("mirror");
  }

  /** Whole or not at all: a later command may read what a killed one wrote. */
  public static void write(Path file, List<String> lines) throws IOException {
    var draft = Path.of(file + ".new");
    Files.write(
        draft,
        lines,
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.WRITE,
        StandardOpenOption.SYNC);
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
  }

  Path table() {
    return path.resolve("table");
  }

  Path holder() {
    return path.resolve("holder");
  }

  Path log() {
    return path.resolve("log");
  }

  Path script(String name) {
    return path.resolve("sh").resolve(name + ".sh");
  }

  Path host(String name) {
    return path.resolve("hosts").resolve(name);
  }

  Path network() {
    return path.resolve("run/controller/net");
  }
}
