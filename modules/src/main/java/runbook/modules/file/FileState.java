package runbook.modules.file;

import java.util.Optional;
import runbook.module.param.FileContent;
import runbook.module.param.HostPath;

/** The state of a path on a host. */
public record FileState(FileSurroundings fileSurroundings, FileKind fileKind) {

  /** A kind of file; a link is not followed. */
  public sealed interface FileKind {}

  /** No file of any kind. */
  public record Absent() implements FileKind {
    @Override
    public String toString() {
      return "absent";
    }
  }

  /**
   * A regular file.
   *
   * @param content the content; empty if this user may not read it
   * @param fresh true if an earlier step would write it
   */
  public record Regular(FileAccess fileAccess, Optional<FileContent> content, boolean fresh)
      implements FileKind {
    @Override
    public String toString() {
      return "a file (%s, %s)"
          .formatted(fileAccess, content.map(FileContent::toString).orElse("not readable"));
    }
  }

  /**
   * A directory.
   *
   * @param fresh true if an earlier step would make it, so that it is empty
   */
  public record Directory(FileAccess fileAccess, boolean fresh) implements FileKind {
    @Override
    public String toString() {
      return "a directory (%s)".formatted(fileAccess);
    }
  }

  /**
   * A symbolic link; its target may be missing.
   *
   * @param fresh true if an earlier step would make it
   */
  public record Link(String target, boolean fresh) implements FileKind {
    @Override
    public String toString() {
      // A line break would look like a line of another message.
      return "a link to " + target.replace("\n", "\\n").replace("\r", "\\r");
    }
  }

  /** A device, a socket or similar. */
  public record Other(FileAccess fileAccess) implements FileKind {
    @Override
    public String toString() {
      return "neither a file nor a directory";
    }
  }

  /** Tells whether an earlier step would have made it. */
  boolean isFresh() {
    return switch (fileKind) {
      case Regular(var _, var _, boolean fresh) -> fresh;
      case Directory(var _, boolean fresh) -> fresh;
      case Link(var _, boolean fresh) -> fresh;
      case Absent _, Other _ -> false;
    };
  }

  public FileState with(FileKind other) {
    return new FileState(fileSurroundings, other);
  }

  public FileState within(FileSurroundings other) {
    return new FileState(other, fileKind);
  }

  public boolean isThere() {
    return !(fileKind instanceof Absent);
  }

  /** Returns the path with all links on the host resolved. */
  public HostPath real(HostPath path) {
    return fileSurroundings.folder().map(folder -> folder.child(path.name())).orElse(path);
  }

  /** A link has no access of its own. */
  public Optional<FileAccess> access() {
    return switch (fileKind) {
      case Regular(FileAccess fileAccess, var _, boolean _) -> Optional.of(fileAccess);
      case Directory(FileAccess fileAccess, boolean _) -> Optional.of(fileAccess);
      case Other(FileAccess fileAccess) -> Optional.of(fileAccess);
      case Absent _, Link _ -> Optional.empty();
    };
  }

  public FileState with(FileAccess fileAccess) {
    return switch (fileKind) {
      case Regular(var _, var content, boolean fresh) ->
          with(new Regular(fileAccess, content, fresh));
      case Directory(var _, boolean fresh) -> with(new Directory(fileAccess, fresh));
      case Other _ -> with(new Other(fileAccess));
      case Absent _, Link _ -> this;
    };
  }

  @Override
  public String toString() {
    return fileKind.toString();
  }
}
