package runbook.modules.etcd.mirror;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import runbook.lab.LabFailure;
import runbook.lab.ProgramRunner;

/** Releases from Debian's packages, from the archive that this machine uses. */
final class DebianReleases {

  /** Each suite has another release of etcd, and all of them run on the oldest suite. */
  private static final List<String> SUITES = List.of("bookworm", "trixie", "sid");

  private static final Path ABOUT = Path.of("/etc/os-release");

  private DebianReleases() {}

  static boolean here() throws IOException {
    return Files.isExecutable(Path.of("/usr/bin/apt-get"))
        && Files.exists(ABOUT)
        && Files.readAllLines(ABOUT).contains("ID=debian");
  }

  static void fill(Path draft, Consumer<String> say)
      throws IOException, InterruptedException, LabFailure {
    say.accept("getting etcd from Debian's packages: " + String.join(", ", SUITES));
    String script;
    try (var text = DebianReleases.class.getResourceAsStream("debian.sh")) {
      script = new String(text.readAllBytes(), StandardCharsets.UTF_8);
    }
    var command = new ArrayList<>(List.of("sh", "-c", script, "debian.sh", draft.toString()));
    command.addAll(SUITES);
    var said = ProgramRunner.run(command);
    said.lines().forEach(say);
    if (EtcdReleases.versions(draft).isEmpty()) {
      throw new LabFailure(
          "cannot get any release of etcd: "
              + said.lines().reduce((_, last) -> last).orElse("no output"),
          "check that 'apt-get update' works here, or add your own releases:"
              + " runbook lab mirror add FOLDER");
    }
  }
}
