package runbook.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benchmarks report what they measured, and goals as they are. */
final class BenchmarkReportTest {

  private static final Path BENCH = Path.of("../bench");

  @TempDir private Path folder;

  @BeforeEach
  void copyProgramsAndPage() throws IOException {
    assumeTrue(
        Stream.of(System.getenv("PATH").split(":", -1))
            .anyMatch(on -> Files.isExecutable(Path.of(on, "python3"))),
        "python3 is not installed");
    Files.createDirectories(folder.resolve("bench/parts"));
    Files.createDirectory(folder.resolve("results"));
    Files.writeString(folder.resolve("results/machine"), "one processor\n");
    Files.copy(BENCH.resolve("README.md"), folder.resolve("bench/README.md"));
    for (var program : List.of("cost.py", "goals.py", "plot.py", "report.py", "results.py")) {
      Files.copy(
          BENCH.resolve("parts").resolve(program), folder.resolve("bench/parts").resolve(program));
    }
  }

  @Test
  void pageShowsGoalsAsMetMissedOrNotMeasured() throws Exception {
    results(row("floor", 3, 1, 1), row("runbook", 3, 1, 2.4), row("mitogen", 3, 1, 4.8));
    assertEquals(0, run("python3", "bench/parts/report.py", "results"));
    var page = Files.readString(folder.resolve("bench/README.md"));
    assertHas(page, "| nothing to do, 3 hosts, to plain ssh | at most 2.5 | 2.4 | yes |");
    assertHas(page, "| nothing to do, 3 hosts, Mitogen to runbook | at least 6 | 2 | **no** |");
    assertHas(page, "| nothing to do, 20 hosts, to plain ssh | at most 1.6 | not measured |  |");
    assertHas(page, "one processor");
    assertHas(page, "## Earlier figures");
    assertTrue(Files.readString(folder.resolve("bench/steps.svg")).contains(">runbook</text>"));
  }

  @Test
  void cellIsTheMedianOfAllRoundsAndOfTheirRatios() throws Exception {
    results(
        row("floor", 1, 1, 1), row("runbook", 1, 1, 3),
        row("floor", 1, 2, 4), row("runbook", 1, 2, 8),
        row("floor", 1, 3, 2), row("runbook", 1, 3, 20));
    assertEquals(0, run("python3", "bench/parts/report.py", "results", "steps"));
    assertHas(said(), "| again | 2.00 s | 8.00 s (3.0) |");
    assertHas(said(), "Rounds: 3");
  }

  @Test
  void commandThatFailsIsNotRecorded() throws Exception {
    var all = List.of("python3", "bench/parts/cost.py", "rows", "peer=floor", "--", "sh", "-c");
    var command = new ArrayList<>(all);
    command.add("echo broken; exit 4");
    assertEquals(1, run(command.toArray(String[]::new)));
    assertHas(said(), "broken");
    assertFalse(Files.exists(folder.resolve("rows")));
    command.set(command.size() - 1, "exit 0");
    assertEquals(0, run(command.toArray(String[]::new)));
    assertEquals(1, Files.readAllLines(folder.resolve("rows")).size());
  }

  private void results(String... rows) throws IOException {
    Files.write(folder.resolve("results/steps.jsonl"), List.of(rows));
  }

  private static String row(String peer, int hosts, int round, double seconds) {
    return """
    {"benchmark": "steps", "work": "lay-out", "delay": "0", "run": "again", "load": 0.5, "cpu": 1, \
    "memory": 9000000, "peer": "%s", "hosts": "%d", "round": "%d", "seconds": %s}\
    """
        .formatted(peer, hosts, round, seconds);
  }

  private int run(String... command) throws Exception {
    var process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("said").toFile())
            .start();
    process.getOutputStream().close();
    return process.waitFor();
  }

  private String said() throws IOException {
    return Files.readString(folder.resolve("said"));
  }

  private static void assertHas(String text, String part) {
    assertTrue(text.contains(part), () -> "'" + part + "' is not in:\n" + text);
  }
}
