package runbook.project;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** The folder with the roles that were got: each version has a folder and a list of its files. */
record RoleStore(Path folder) {

  private static final int SHOWN = 3;

  /** What is there of a role. */
  enum RoleState {
    INTACT,
    MISSING,
    ALTERED
  }

  Path place(LockedRole role) {
    return folder.resolve(role.name()).resolve(role.version().toString());
  }

  private Path list(LockedRole role) {
    return place(role).resolveSibling(role.version() + ".files");
  }

  RoleState state(LockedRole role) throws IOException {
    if (!Files.isDirectory(place(role))) {
      return RoleState.MISSING;
    }
    return FileList.of(place(role)).digest().equals(role.digest())
        ? RoleState.INTACT
        : RoleState.ALTERED;
  }

  /** Says how the files of a role differ from those that were got. */
  String changes(LockedRole role) throws IOException {
    var before = FileList.parse(Files.exists(list(role)) ? Files.readString(list(role)) : "");
    if (!before.digest().equals(role.digest())) {
      return "it is another one than in runbook.lock";
    }
    var changes = FileList.of(place(role)).changesSince(before);
    return changes.stream().limit(SHOWN).collect(Collectors.joining(", "))
        + (changes.size() > SHOWN ? ", and %d more".formatted(changes.size() - SHOWN) : "");
  }

  /**
   * Puts the files of a role in place, instead of what is there. Files cannot be written
   * afterwards; folders can, so that 'rm -r' removes them.
   */
  void put(LockedRole role, List<GitFile> files) throws IOException {
    Files.createDirectories(place(role).getParent());
    var ignore = folder.resolveSibling(".gitignore");
    if (Files.notExists(ignore)) {
      Files.writeString(ignore, "*\n");
    }
    try (var channel =
            FileChannel.open(
                folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var _ = channel.lock()) {
      var fresh = Files.createTempDirectory(folder, ".new");
      Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
      for (var file : files) {
        var path = fresh.resolve(file.path());
        Files.createDirectories(path.getParent());
        Files.write(path, file.content());
        Files.setPosixFilePermissions(
            path, PosixFilePermissions.fromString(file.isExecutable() ? "r-xr-xr-x" : "r--r--r--"));
      }
      remove(place(role));
      Files.move(fresh, place(role));
      Files.writeString(list(role), FileList.of(files).text());
    }
  }

  private static void remove(Path top) throws IOException {
    if (Files.exists(top)) {
      try (var paths = Files.walk(top)) {
        for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }
}
