package runbook.plan;

import java.nio.file.Files;
import java.nio.file.Path;

/** What the name of something on the controller shall lead to. */
enum FileOrFolder {
  FILE("file", "name a file in it"),
  FOLDER("folder", "name the folder it is in");

  private final String noun;

  /** What to do when it leads to the other. */
  private final String instead;

  FileOrFolder(String noun, String instead) {
    this.noun = noun;
    this.instead = instead;
  }

  boolean is(Path path) {
    return this == FILE ? Files.isRegularFile(path) : Files.isDirectory(path);
  }

  FileOrFolder other() {
    return this == FILE ? FOLDER : FILE;
  }

  String noun() {
    return noun;
  }

  String instead() {
    return instead;
  }
}
