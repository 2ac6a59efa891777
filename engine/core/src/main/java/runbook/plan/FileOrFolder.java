package runbook.plan;

import java.nio.file.Files;
import java.nio.file.Path;

/** The kind of thing that a name on the controller must refer to. */
enum FileOrFolder {
  FILE("file", "name a file in it"),
  FOLDER("folder", "name the folder it is in");

  private final String noun;

  /** The hint if the name refers to the other kind. */
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
