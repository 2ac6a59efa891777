package runbook.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Installs on Debian what a lab calls, and starts none of it. */
final class Debian {

  private static final Path POLICY = Path.of("/usr/sbin/policy-rc.d");

  private Debian() {}

  static boolean here() {
    return Ground.installed("apt-get");
  }

  static void install(Set<String> packages, Consumer<String> say)
      throws IOException, InterruptedException, LabFailure {
    say.accept("installing what a lab needs: apt-get install " + String.join(" ", packages));
    if (packages.contains("openssh-server")) {
      // The package would have the machine itself start sshd when it boots next.
      say.accept("ssh.service stays off on this machine: 'systemctl unmask ssh' if you want it");
      Shell.run(List.of("systemctl", "mask", "ssh.service"));
    }
    boolean ours = !Files.exists(POLICY);
    if (ours) {
      Files.writeString(POLICY, "#!/bin/sh\nexit 101\n");
      Files.setPosixFilePermissions(POLICY, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    try {
      Shell.run(List.of("apt-get", "-qq", "update"));
      var command =
          new ArrayList<>(List.of("env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-y"));
      command.addAll(List.of("--no-install-recommends", "install"));
      command.addAll(packages);
      Shell.run(command);
    } finally {
      if (ours) {
        Files.delete(POLICY);
      }
    }
  }
}
