package runbook.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds processes that logins have started, including orphans. */
record LoginProcesses(List<One> all) {

  private record One(long parent, String command) {}

  /**
   * Returns processes with this home folder of a server and address of a login in their
   * environment.
   */
  static LoginProcesses at(Path home, String address) throws IOException {
    var found = new ArrayList<One>();
    try (var entries = Files.list(Path.of("/proc"))) {
      for (var process : entries.filter(p -> p.getFileName().toString().matches("\\d+")).toList()) {
        one(process, "HOME=" + home, " " + address + " ").ifPresent(found::add);
      }
    }
    return new LoginProcesses(List.copyOf(found));
  }

  private static Optional<One> one(Path process, String home, String address) {
    try {
      var environment = List.of(read(process, "environ").split("\0", -1));
      if (!environment.contains(home)
          || environment.stream()
              .noneMatch(e -> e.startsWith("SSH_CONNECTION=") && e.contains(address))) {
        return Optional.empty();
      }
      var stat = read(process, "stat");
      var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      var command = read(process, "cmdline").replace('\0', ' ').strip();
      return fields[0].equals("Z")
          ? Optional.empty()
          : Optional.of(new One(Long.parseLong(fields[1]), command));
    } catch (IOException e) {
      // The process has ended, or we may not read it.
      return Optional.empty();
    }
  }

  private static String read(Path process, String file) throws IOException {
    return Files.readString(process.resolve(file), ISO_8859_1);
  }

  Set<Long> parents() {
    return all.stream().map(One::parent).collect(Collectors.toSet());
  }

  List<String> commands() {
    return all.stream().map(One::command).toList();
  }
}
