package runbook.modules.file;

import runbook.module.Unreadable;
import runbook.module.param.FileMode;

/** The mode, owner and group of a file. */
public record FileAccess(FileMode fileMode, FileOwner user, FileOwner group) {

  /** Parses a mode in letters such as {@code drwxr-sr-t}. */
  public static FileMode mode(String letters) throws Unreadable {
    return FileStateReader.mode(letters);
  }

  @Override
  public String toString() {
    return "mode %s, %s:%s".formatted(fileMode, user, group);
  }
}
