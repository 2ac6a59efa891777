package runbook.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The folder with the journals of the last runs of a project, {@code .runbook/runs}. */
public final class RunFolder {

  private static final String SUFFIX = ".jsonl";
  private static final int KEPT = 50;

  /** Ends the names of checks, which are kept apart from plays: nothing goes on with a check. */
  public static final String CHECK = "-check";

  private final Path folder;

  private RunFolder(Path project) {
    this.folder = project.resolve(".runbook").resolve("runs");
  }

  /**
   * Returns the folder of the project that a folder belongs to: the closest folder above it with a
   * {@code .runbook} or {@code .git}, or else itself.
   */
  public static RunFolder of(Path inside) {
    var start = inside.toAbsolutePath().normalize();
    for (var above = start; above != null; above = above.getParent()) {
      if (Files.isDirectory(above.resolve(".runbook")) || Files.exists(above.resolve(".git"))) {
        return new RunFolder(above);
      }
    }
    return new RunFolder(start);
  }

  public Path path() {
    return folder;
  }

  /** Returns a name for a new run; names sort by time. */
  public static String newName(boolean check) {
    var time =
        DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS")
            .format(LocalDateTime.now(ZoneId.systemDefault()));
    return "%s-%04x%s".formatted(time, new SecureRandom().nextInt(1 << 16), check ? CHECK : "");
  }

  /** Returns the file of a new run, and removes those of the oldest of its kind. */
  Path add(RunHeader header) throws IOException {
    Files.createDirectories(folder);
    var ignore = folder.resolveSibling(".gitignore");
    if (Files.notExists(ignore)) {
      Files.writeString(ignore, "*\n");
    }
    var all = all().stream().filter(file -> isCheck(file) == header.check()).toList();
    for (var old : all.subList(0, Math.max(0, all.size() - KEPT + 1))) {
      if (!isGoingOn(old) && !header.resumes().map(this::file).equals(Optional.of(old))) {
        Files.deleteIfExists(old);
      }
    }
    return file(header.run());
  }

  /** Reports whether the program that writes a journal still runs. */
  public static boolean isGoingOn(Path journal) {
    try (var channel = FileChannel.open(journal, StandardOpenOption.WRITE)) {
      var lock = channel.tryLock();
      return lock == null;
    } catch (OverlappingFileLockException e) {
      // In this program.
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Returns the run that has already gone on with this one; empty if none has. */
  public Optional<String> successor(String run) throws IOException {
    for (var file : plays()) {
      var header = JournalReader.header(file);
      if (header.flatMap(RunHeader::resumes).equals(Optional.of(run))) {
        return header.map(RunHeader::run);
      }
    }
    return Optional.empty();
  }

  /** Returns the file of a run, whether or not it exists. */
  public Path file(String run) {
    return folder.resolve(run + SUFFIX);
  }

  /** Returns the name of the run that a file is of. */
  public static String name(Path file) {
    return file.getFileName().toString().replaceFirst("\\.jsonl$", "");
  }

  private static boolean isCheck(Path file) {
    return file.getFileName().toString().endsWith(CHECK + SUFFIX);
  }

  /** Returns the files of all runs that may have changed something, the latest last. */
  public List<Path> plays() throws IOException {
    return all().stream().filter(file -> !isCheck(file)).toList();
  }

  /** Returns the files of all runs and checks, the latest last. */
  public List<Path> all() throws IOException {
    try (var files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(SUFFIX))
          .sorted(Comparator.comparing(file -> file.getFileName().toString()))
          .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  /** Returns the header of the latest run of a playbook, unless that run is complete. */
  public Optional<RunHeader> latestIncomplete(Path playbook) throws IOException {
    var wanted = playbook.toAbsolutePath().normalize();
    for (var file : plays().reversed()) {
      var header = JournalReader.header(file);
      if (header.isPresent() && header.get().playbookPath().equals(wanted)) {
        return header.filter(_ -> !isComplete(file) && !isGoingOn(file));
      }
    }
    return Optional.empty();
  }

  private static boolean isComplete(Path file) {
    return LastLine.of(file).filter(LastLine::complete).isPresent();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RunFolder runFolder && runFolder.folder.equals(folder);
  }

  @Override
  public int hashCode() {
    return folder.hashCode();
  }
}
