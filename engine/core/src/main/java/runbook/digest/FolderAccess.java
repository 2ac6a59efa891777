package runbook.digest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Optional;

/** Who else than the current user may replace what is in a folder. */
public final class FolderAccess {

  private static final List<PosixFilePermission> OTHERS =
      List.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

  private FolderAccess() {}

  /**
   * Returns why a folder is not safe for what this user trusts; empty if it is. Root and the user
   * who called sudo may own it, too.
   */
  public static Optional<String> problem(Path folder) throws IOException {
    int owner = (int) Files.getAttribute(folder, "unix:uid");
    var mine = Files.getOwner(folder).getName().equals(System.getProperty("user.name"));
    var sudo = String.valueOf(owner).equals(System.getenv("SUDO_UID"));
    if (!mine && !sudo && owner != 0) {
      return Optional.of("%s belongs to %s".formatted(folder, Files.getOwner(folder).getName()));
    }
    return Files.getPosixFilePermissions(folder).stream().anyMatch(OTHERS::contains)
        ? Optional.of("other users may write to %s".formatted(folder))
        : Optional.empty();
  }
}
