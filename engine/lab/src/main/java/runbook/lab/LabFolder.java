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

/** The folder of a lab, with its files and the disks of its hosts. */
public record LabFolder(Path path) {

  public static final String USUAL = "default";

  static final Path USUAL_ROOT = Path.of("/var/lib/runbook/lab");

  /** Returns the folder of all labs; {@code RUNBOOK_LAB} overrides it. */
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
          "use at most 31 lowercase letters, digits and '-', and start with a letter");
    }
    return new LabFolder(root().resolve(name));
  }

  /** Returns the folders of all labs, complete or not. */
  public static List<LabFolder> all() {
    try (Stream<Path> folders = Files.list(root())) {
      return folders.sorted().map(LabFolder::new).filter(f -> Files.exists(f.mark())).toList();
    } catch (NoSuchFileException _) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the file that marks a folder as a lab: created first, removed last. */
  Path mark() {
    return path.resolve(".lab");
  }

  /** Fails if the folder contains files that are not of a lab. */
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
        path + " is not a lab: its files were not made by 'runbook lab'",
        "choose another name with --name, or set RUNBOOK_LAB to a folder used only for labs");
  }

  public String name() {
    return path.getFileName().toString();
  }

  /** Returns the private key that every host accepts. */
  public Path key() {
    return path.resolve("key");
  }

  public Path knownHosts() {
    return path.resolve("known_hosts");
  }

  /** Returns the inventory that {@code --hosts N} writes. */
  public Path inventory() {
    return path.resolve("hosts.yml");
  }

  /** Returns an empty home folder: settings in the user's own could lead to production. */
  public Path home() {
    return path.resolve("home");
  }

  /** Returns the folder that the mirror serves. */
  public Path mirror() {
    return path.resolve("mirror");
  }

  /** Writes a file atomically, because a later command may read what a killed one wrote. */
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
