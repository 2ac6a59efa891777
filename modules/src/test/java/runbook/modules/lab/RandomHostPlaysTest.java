package runbook.modules.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import runbook.testkit.LabHosts;
import runbook.testkit.NeedsLab;

/**
 * Plays random tasks on a real host, each after another that leaves the host half done: every
 * definite prediction of check mode must come true. {@code -Dhost.plays=300} plays more of them.
 */
@NeedsLab(hosts = 1)
class RandomHostPlaysTest {

  private static final int PLAYS = Integer.getInteger("host.plays", 8);
  private static final long FIRST = Long.getLong("seed", 1);
  private static final int TASKS = 14;

  private static final Pattern STEP =
      Pattern.compile(
          "^(ok|change|changed|unknown|skipped|ignored|FAILED) +host1 +(step \\d+)",
          Pattern.MULTILINE);

  private final OneHostLab host;
  private final Path folder;

  RandomHostPlaysTest(LabHosts hosts, @TempDir Path folder) {
    this.host = new OneHostLab(hosts, folder);
    this.folder = folder;
  }

  @BeforeEach
  void write() throws Exception {
    Files.writeString(folder.resolve("random.mustache"), "host {{ inventory_hostname }}\n");
    var content = Files.createDirectories(folder.resolve("content/conf"));
    Files.writeString(content.resolve("main"), "unpacked\n");
    Files.writeString(folder.resolve("content/run"), "#!/bin/sh\n");
    var archive = folder.resolve("random.tgz").toString();
    var tar =
        new ProcessBuilder(
            "tar", "-czf", archive, "-C", folder.resolve("content").toString(), "conf", "run");
    assertEquals(0, tar.start().waitFor());
  }

  static LongStream seeds() {
    return LongStream.range(FIRST, FIRST + PLAYS);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void definitePredictionsComeTrue(long seed) throws Exception {
    var _ = host.play(RandomHostPlaybook.of(-seed, TASKS));
    var tasks = RandomHostPlaybook.of(seed, TASKS);
    // The second time the host is as the first play left it.
    for (int time = 1; time <= 2; time++) {
      var check = host.play(tasks, "--check").text();
      var predicted = outcomes(check);
      var play = host.play(tasks).text();
      var done = outcomes(play);
      for (var step : predicted.entrySet()) {
        var outcome = done.getOrDefault(step.getKey(), "not run");
        if (step.getValue().equals("unknown")) {
          if (Set.of("ignored", "FAILED").contains(outcome)) {
            // Later predictions assumed that it succeeds.
            break;
          }
          continue;
        }
        assertEquals(
            step.getValue().replaceFirst("^change$", "changed"),
            outcome,
            "time %d: %s of%n%s%n%s%n%s".formatted(time, step.getKey(), tasks, check, play));
      }
    }
  }

  private static Map<String, String> outcomes(String text) {
    var outcomes = new LinkedHashMap<String, String>();
    var lines = STEP.matcher(text);
    while (lines.find()) {
      outcomes.put(lines.group(2), lines.group(1));
    }
    return outcomes;
  }
}
