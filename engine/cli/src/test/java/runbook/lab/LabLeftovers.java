package runbook.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Things that a lab could leave behind on this machine. */
record LabLeftovers(
    String namespaces,
    String links,
    String routes,
    String mounts,
    String cgroups,
    List<String> processes) {

  /** Finds them; of mounts, groups and processes, only those of the folder. */
  static LabLeftovers look(Path folder) throws Exception {
    return new LabLeftovers(
        said("ip", "netns"),
        said("ip", "-o", "link").lines().map(l -> l.split(":", 3)[1]).toList().toString(),
        said("ip", "route"),
        Files.readString(Path.of("/proc/self/mounts"))
            .lines()
            .filter(line -> line.contains(folder.toString()))
            .toList()
            .toString(),
        said(
            "unshare",
            "--mount",
            "sh",
            "-c",
            // Files of others may vanish meanwhile, which find reports as a failure.
            "mount -t cgroup2 cgroup2 /mnt && { find /mnt -name 'runbook-lab-"
                + folder.getFileName()
                + "*' 2>/dev/null; true; }"),
        processes(folder.toString()));
  }

  private static String said(String... command) throws Exception {
    return ProgramRunner.run(List.of(command));
  }

  private static List<String> processes(String word) throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/proc"))) {
      return all.filter(path -> path.getFileName().toString().matches("\\d+"))
          .map(path -> commandLine(path))
          .filter(line -> line.contains(word))
          .toList();
    }
  }

  private static String commandLine(Path process) {
    try {
      return Files.readString(process.resolve("cmdline")).replace('\0', ' ');
    } catch (IOException e) {
      return "";
    }
  }

  /** Returns the packets that this machine's interfaces sent, except loopback. */
  static Map<String, String> sent() throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/sys/class/net"))) {
      return all.filter(path -> !path.endsWith("lo"))
          .collect(
              Collectors.toMap(
                  path -> path.getFileName().toString(),
                  LabLeftovers::count,
                  (one, _) -> one,
                  TreeMap::new));
    }
  }

  private static String count(Path link) {
    try {
      return Files.readString(link.resolve("statistics/tx_packets")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
