package runbook.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Installs the programs that a lab needs on Debian, without starting any service. */
final class DebianInstaller {

  private static final Path POLICY = Path.of("/usr/sbin/policy-rc.d");

  private static final String NO_START = "RUNBOOK_NO_START";

  /** If this process is killed, the script stays, but has no effect on other installations. */
  private static final String OURS = "#!/bin/sh\n[ -z \"$%s\" ] || exit 101\n".formatted(NO_START);

  private DebianInstaller() {}

  static boolean here() {
    return LabPrerequisites.installed("apt-get");
  }

  static void install(Set<String> packages, Consumer<String> say)
      throws IOException, InterruptedException, LabFailure {
    say.accept("installing packages for the lab: apt-get install " + String.join(" ", packages));
    if (packages.contains("openssh-server")) {
      // Otherwise the package would start sshd at the next boot of this machine.
      say.accept("ssh.service stays off on this machine; 'systemctl unmask ssh' allows it");
      ProgramRunner.run(List.of("systemctl", "mask", "ssh.service"));
    }
    boolean ours = !Files.exists(POLICY) || Files.readString(POLICY).equals(OURS);
    if (ours) {
      var draft = Path.of(POLICY + ".new");
      Files.writeString(draft, OURS);
      Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.move(draft, POLICY, StandardCopyOption.ATOMIC_MOVE);
    }
    try {
      ProgramRunner.run(List.of("apt-get", "-qq", "update"));
      var command =
          new ArrayList<>(List.of("env", "DEBIAN_FRONTEND=noninteractive", NO_START + "=1"));
      command.addAll(List.of("apt-get", "-qq", "-y", "--no-install-recommends", "install"));
      command.addAll(packages);
      ProgramRunner.run(command);
    } finally {
      if (ours) {
        Files.deleteIfExists(POLICY);
      }
    }
  }
}
