package runbook.playbooks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import runbook.testkit.FolderSnapshot;

/** Damage that can happen to a host after a play. */
enum HostDamage {
  NOTHING_WAS_DONE_YET {
    @Override
    void at(Path folder) {
      FolderSnapshot.delete(folder);
    }
  },
  FILES_ARE_GONE {
    @Override
    void at(Path folder) throws IOException {
      for (var file : everySecond(files(folder))) {
        Files.delete(file);
      }
    }
  },
  FILES_WERE_EDITED {
    @Override
    void at(Path folder) throws IOException {
      for (var file : everySecond(files(folder))) {
        edit(file);
      }
    }
  },
  MODES_WERE_CHANGED {
    @Override
    void at(Path folder) throws IOException {
      for (var path : Stream.concat(files(folder).stream(), folders(folder).stream()).toList()) {
        changeMode(path);
      }
    }
  },
  A_FOLDER_IS_GONE {
    @Override
    void at(Path folder) {
      FolderSnapshot.delete(folders(folder).getLast());
    }
  },
  MOST_IS_GONE {
    @Override
    void at(Path folder) {
      FolderSnapshot.delete(folders(folder).getFirst());
    }
  },
  LINKS_LEAD_ASTRAY {
    @Override
    void at(Path folder) throws IOException {
      for (var link : links(folder)) {
        relink(link);
      }
    }
  },
  FILES_BECAME_LINKS {
    @Override
    void at(Path folder) throws IOException {
      for (var file : everySecond(files(folder))) {
        relink(file);
      }
    }
  },
  ALL_SORTS_OF_THINGS_HAPPENED {
    @Override
    void at(Path folder) throws IOException {
      var dice = new Random(folder.getFileName().toString().hashCode());
      for (var file : files(folder)) {
        switch (dice.nextInt(5)) {
          case 0 -> Files.delete(file);
          case 1 -> edit(file);
          case 2 -> changeMode(file);
          case 3 -> relink(file);
          default -> {}
        }
      }
    }
  };

  /** Damages files below a folder, reproducibly. */
  abstract void at(Path folder) throws IOException;

  static List<Path> files(Path folder) {
    return below(folder).filter(p -> Files.isRegularFile(p, LinkOption.NOFOLLOW_LINKS)).toList();
  }

  static List<Path> links(Path folder) {
    return below(folder).filter(Files::isSymbolicLink).toList();
  }

  private static List<Path> folders(Path folder) {
    return below(folder).filter(p -> Files.isDirectory(p, LinkOption.NOFOLLOW_LINKS)).toList();
  }

  private static Stream<Path> below(Path folder) {
    try (var paths = Files.walk(folder)) {
      return paths.filter(p -> !p.equals(folder)).sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> everySecond(List<Path> paths) {
    return Stream.iterate(0, i -> i < paths.size(), i -> i + 2).map(paths::get).toList();
  }

  private static void edit(Path file) throws IOException {
    Files.writeString(file, Files.readString(file) + "# by hand\n");
  }

  private static void changeMode(Path path) throws IOException {
    boolean isPrivate = !Files.getPosixFilePermissions(path).toString().contains("GROUP");
    Files.setPosixFilePermissions(
        path, PosixFilePermissions.fromString(isPrivate ? "rwxr-xr-x" : "rwx------"));
  }

  private static void relink(Path path) throws IOException {
    Files.delete(path);
    Files.createSymbolicLink(path, Path.of("elsewhere"));
  }
}
