package runbook.modules.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import runbook.module.param.HostPath;

/** The paths that are never removed, because a host does not work without them. */
public final class ProtectedPaths {

  private static final Set<String> TOP =
      Set.of(
          "bin", "boot", "dev", "etc", "home", "lib", "lib32", "lib64", "libx32", "media", "mnt",
          "opt", "proc", "root", "run", "sbin", "srv", "sys", "tmp", "usr", "var");

  private static final Set<String> BELOW =
      Set.of(
          "usr/bin",
          "usr/lib",
          "usr/lib64",
          "usr/libexec",
          "usr/local",
          "usr/sbin",
          "usr/share",
          "var/cache",
          "var/lib",
          "var/log",
          "var/run",
          "var/spool",
          "var/tmp",
          "etc/ssh",
          "etc/systemd",
          "etc/pam.d",
          "root/.ssh");

  private ProtectedPaths() {}

  public static void check(HostPath path) {
    var plain = String.join("/", resolved(path));
    if (plain.isEmpty() || TOP.contains(plain) || BELOW.contains(plain)) {
      throw new IllegalArgumentException(
          "%s is part of the system and will not be removed".formatted(path));
    }
  }

  private static List<String> resolved(HostPath path) {
    var names = new ArrayList<String>();
    for (var name : path.path().substring(1).split("/", -1)) {
      if (!name.equals("..")) {
        names.add(name);
      } else if (!names.isEmpty()) {
        names.removeLast();
      }
    }
    return names;
  }
}
