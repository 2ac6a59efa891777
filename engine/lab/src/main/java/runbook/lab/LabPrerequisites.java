package runbook.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Checks whether a lab can run on this machine, and what is missing. */
public final class LabPrerequisites {

  /** The programs that a lab needs, each with its Debian package. */
  private static final Map<String, String> PROGRAMS = new LinkedHashMap<>();

  static {
    for (var program : List.of("unshare", "nsenter", "setsid", "setpriv", "flock", "pivot_root")) {
      PROGRAMS.put(program, "util-linux");
    }
    PROGRAMS.put("mount", "mount");
    PROGRAMS.put("hostname", "hostname");
    PROGRAMS.put("ip", "iproute2");
    PROGRAMS.put("tc", "iproute2");
    PROGRAMS.put("perl", "perl-base");
    PROGRAMS.put("sshd", "openssh-server");
    PROGRAMS.put("ssh", "openssh-client");
    PROGRAMS.put("ssh-keygen", "openssh-client");
    PROGRAMS.put("sudo", "sudo");
    PROGRAMS.put("dbus-daemon", "dbus");
  }

  private static final Path SYSTEMD = Path.of("/lib/systemd/systemd");

  private LabPrerequisites() {}

  /** Returns why no lab can run here, including missing packages. */
  public static Optional<LabFailure> obstacle() throws IOException, InterruptedException {
    try {
      check();
      var missing = missing();
      if (!missing.isEmpty()) {
        return Optional.of(lacks(missing));
      }
      probe();
      return Optional.empty();
    } catch (LabFailure e) {
      return Optional.of(e);
    }
  }

  /** Fails early if no lab can run here. On Debian, installs missing packages first. */
  public static void prepare(Consumer<String> say)
      throws IOException, InterruptedException, LabFailure {
    check();
    var missing = missing();
    if (!missing.isEmpty()) {
      if (!DebianInstaller.here()) {
        throw lacks(missing);
      }
      DebianInstaller.install(missing, say);
    }
    probe();
  }

  /** Checks requirements that no package can fulfil. */
  static void check() throws LabFailure, IOException {
    var system = System.getProperty("os.name");
    if (!system.equals("Linux")) {
      throw new LabFailure(
          "a lab needs Linux, but this is " + system, "use a virtual machine with Linux");
    }
    demandRoot();
    var place = LabFolder.root();
    while (!Files.exists(place)) {
      place = place.getParent();
    }
    if (Files.getFileStore(place).type().equals("overlay")) {
      throw new LabFailure(
          place + " is on an overlay file system, which cannot hold another one",
          "set RUNBOOK_LAB to a folder on another file system, such as a volume or /dev/shm/lab");
    }
    for (var kind : List.of("overlay", "cgroup2")) {
      if (Files.readString(Path.of("/proc/filesystems"))
              .lines()
              .noneMatch(l -> l.endsWith("\t" + kind))
          && !Files.exists(Path.of("/proc/modules"))) {
        throw new LabFailure("this kernel has no " + kind + " file system", "use another kernel");
      }
    }
  }

  static void demandRoot() throws LabFailure, IOException {
    var status = Path.of("/proc/self/status");
    if (!Files.exists(status) || !Files.readString(status).contains("\nUid:\t0\t0\t")) {
      throw new LabFailure(
          "a lab needs root to make namespaces and mounts", "run the same command with sudo");
    }
  }

  /** Returns the Debian packages of the programs that are missing. */
  static Set<String> missing() {
    var missing = new LinkedHashSet<String>();
    PROGRAMS.forEach((program, debian) -> {
      if (!installed(program)) {
        missing.add(debian);
      }
    });
    if (!Files.isExecutable(SYSTEMD)) {
      missing.add("systemd");
    }
    return missing;
  }

  static LabFailure lacks(Set<String> missing) {
    var list = String.join(" ", missing);
    return new LabFailure(
        "a lab needs programs that are not installed; on Debian they are in: " + list,
        "apt-get install --no-install-recommends " + list);
  }

  /** Tries the kernel features that a lab needs. */
  static void probe() throws IOException, InterruptedException, LabFailure {
    var folder = Files.createTempDirectory("runbook-probe");
    try {
      var script = folder.resolve("probe.sh");
      try (var text = LabLayout.resource("probe.sh")) {
        Files.copy(text, script);
      }
      var place = Files.createDirectory(folder.resolve("place"));
      var programResult =
          ProgramRunner.attempt(
              List.of(
                  "unshare",
                  "--mount",
                  "--net",
                  "--pid",
                  "--fork",
                  "sh",
                  script.toString(),
                  place.toString(),
                  folder.getFileName().toString()));
      if (programResult.status() != 0) {
        throw new LabFailure(
            "the kernel does not allow a lab here: " + programResult.err().strip(),
            "in a container, allow it to mount and to make network interfaces (--privileged)");
      }
    } finally {
      ProgramRunner.run(List.of("rm", "-rf", folder.toString()));
    }
  }

  static boolean installed(String program) {
    var folders = new ArrayList<>(Arrays.asList(System.getenv("PATH").split(":", -1)));
    folders.addAll(List.of("/usr/sbin", "/sbin"));
    return folders.stream().anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
