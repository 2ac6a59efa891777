package runbook.modules.file;

import java.util.Optional;
import runbook.module.param.Content;
import runbook.module.param.HostPath;

/** What is at a path of a host. */
public record FileState(Around around, Thing thing) {

  /** A kind of file; a link is not followed. */
  public sealed interface Thing {}

  /** Nothing at all. */
  public record Absent() implements Thing {
    @Override
    public String toString() {
      return "absent";
    }
  }

  /**
   * A regular file.
   *
   * @param content empty when this user may not read it
   * @param fresh would be written by an earlier step
   */
  public record Regular(Access access, Optional<Content> content, boolean fresh) implements Thing {
    @Override
    public String toString() {
      return "a file (%s, %s)"
          .formatted(access, content.map(Content::toString).orElse("not to be read"));
    }
  }

  /**
   * A directory.
   *
   * @param fresh would be made by an earlier step, so that nothing is in it yet
   */
  public record Directory(Access access, boolean fresh) implements Thing {
    @Override
    public String toString() {
      return "a directory (%s)".formatted(access);
    }
  }

  /**
   * A symbolic link, wherever it leads.
   *
   * @param fresh would be made by an earlier step
   */
  public record Link(String target, boolean fresh) implements Thing {
    @Override
    public String toString() {
      return "a link to " + target;
    }
  }

  /** A device, a socket and the like. */
  public record Other(Access access) implements Thing {
    @Override
    public String toString() {
      return "neither a file nor a directory";
    }
  }

  /** Whether an earlier step would have put it there. */
  boolean isFresh() {
    return switch (thing) {
      case Regular(var _, var _, boolean fresh) -> fresh;
      case Directory(var _, boolean fresh) -> fresh;
      case Link(var _, boolean fresh) -> fresh;
      case Absent _, Other _ -> false;
    };
  }

  public FileState with(Thing other) {
    return new FileState(around, other);
  }

  public FileState within(Around other) {
    return new FileState(other, thing);
  }

  public boolean isThere() {
    return !(thing instanceof Absent);
  }

  /** The path by which no link on the host leads. */
  public HostPath real(HostPath path) {
    return around.folder().map(folder -> folder.child(path.name())).orElse(path);
  }

  /** A link has no access of its own. */
  public Optional<Access> access() {
    return switch (thing) {
      case Regular(Access access, var _, boolean _) -> Optional.of(access);
      case Directory(Access access, boolean _) -> Optional.of(access);
      case Other(Access access) -> Optional.of(access);
      case Absent _, Link _ -> Optional.empty();
    };
  }

  public FileState with(Access access) {
    return switch (thing) {
      case Regular(var _, var content, boolean fresh) -> with(new Regular(access, content, fresh));
      case Directory(var _, boolean fresh) -> with(new Directory(access, fresh));
      case Other _ -> with(new Other(access));
      case Absent _, Link _ -> this;
    };
  }

  @Override
  public String toString() {
    return thing.toString();
  }
}
