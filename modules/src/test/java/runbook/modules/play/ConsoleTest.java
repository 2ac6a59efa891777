package runbook.modules.play;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import runbook.testkit.GoldenFile;
import runbook.testkit.OpenSshd;

/**
 * Compares the output of runs. A playbook begins with its command line and the names of its hosts;
 * the host called nobody does not answer.
 */
class ConsoleTest {

  private static final Path CASES = Path.of("src/test/resources/golden/console");

  @TempDir static Path place;
  private static OpenSshd sshd;
  private Path folder;

  @BeforeAll
  static void start() throws Exception {
    sshd = OpenSshd.fleet(place, 1);
  }

  @AfterAll
  static void stop() {
    if (sshd != null) {
      sshd.close();
    }
  }

  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createTempDirectory(place, "case");
  }

  static List<String> cases() throws IOException {
    try (var files = Files.list(CASES)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".yml"))
          .map(name -> name.replace(".yml", ""))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void outputIsAsExpected(String name) throws Exception {
    var playbook = CASES.resolve(name + ".yml");
    var head = Files.readAllLines(playbook);
    var words = new ArrayList<>(words(head.get(0), "# "));
    words.addAll(List.of(playbook.toString(), "-i", inventory(words(head.get(1), "# hosts: "))));
    // The name of a run is different each time.
    words.add("--no-record");
    var programOutput = ProgramOutput.of(words.toArray(String[]::new));
    var text =
        "%s%s(exit status %d)\n"
            .formatted(programOutput.out(), programOutput.err(), programOutput.status());
    GoldenFile.check(CASES.resolve(name + ".txt"), StableOutput.of(text, folder));
  }

  private static List<String> words(String line, String after) {
    return List.of(line.substring(after.length()).split(" "));
  }

  private String inventory(List<String> names) throws IOException {
    var hosts = names.stream().map(this::host).collect(joining("", "all:\n  hosts:\n", ""));
    return Files.writeString(folder.resolve("hosts.yml"), hosts).toString();
  }

  private String host(String name) {
    try {
      var root = Files.createDirectories(folder.resolve(name));
      Files.writeString(root.resolve("motd"), "good day\nthis line stays\n");
      int port = name.equals("nobody") ? OpenSshd.freePort() : sshd.port();
      return Stream.of(
              "address: " + OpenSshd.address(1),
              "port: " + port,
              "key: " + sshd.key(),
              "known_hosts: " + sshd.knownHosts(),
              "root: " + root)
          .collect(joining(", ", "    " + name + ": { ", " }\n"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
