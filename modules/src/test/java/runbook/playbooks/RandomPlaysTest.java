package runbook.playbooks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import runbook.event.Event;
import runbook.event.StepOutcome;
import runbook.testkit.FolderSnapshot;
import runbook.testkit.PlaybookTrial;

/**
 * Plays random playbooks one after the other: every definite prediction of check mode must come
 * true. {@code -Dplays=500} plays more of them.
 */
class RandomPlaysTest {

  private static final int PLAYS = Integer.getInteger("plays", 20);
  private static final long FIRST = Long.getLong("seed", 1);
  private static final int TASKS = 12;

  private static LocalInventoryHosts localInventoryHosts;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    localInventoryHosts = new LocalInventoryHosts();
  }

  @AfterAll
  static void stop() {
    localInventoryHosts.close();
  }

  static LongStream seeds() {
    return LongStream.range(FIRST, FIRST + PLAYS);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void checkPredictsFiles(long seed) throws IOException, InterruptedException {
    assertPredictionsHold(seed, false, false);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void certainPredictionsHoldIfPathsHaveTwoNames(long seed)
      throws IOException, InterruptedException {
    assertPredictionsHold(seed, false, true);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void certainPredictionsHoldAmongCommands(long seed) throws IOException, InterruptedException {
    assertPredictionsHold(seed, true, false);
  }

  /** The same playbooks on the same state, the changes of many steps in one request or not. */
  @ParameterizedTest
  @MethodSource("seeds")
  void playAheadIsLikePlayStepByStep(long seed) throws IOException, InterruptedException {
    boolean commands = seed % 2 == 0;
    var results = new ArrayList<List<String>>();
    for (var name : List.of("ahead", "single")) {
      var place = Files.createDirectories(folder.resolve(name));
      var root = Files.createDirectories(place.resolve("etcd1"));
      var lines = new ArrayList<String>();
      for (long number : new long[] {-seed, seed, seed}) {
        var playbookTrial = trial(RandomPlaybook.of(number, TASKS, commands), place);
        var trialResult =
            name.equals("ahead") ? playbookTrial.play() : playbookTrial.playStepByStep();
        lines.addAll(steps(trialResult));
        lines.addAll(HostFiles.of(root));
      }
      results.add(lines.stream().map(line -> line.replace(place.toString(), "")).toList());
    }
    assertEquals(results.getLast(), results.getFirst());
  }

  private static List<String> steps(PlaybookTrial.TrialResult trialResult) {
    return trialResult.events().stream()
        .filter(Event.StepEnded.class::isInstance)
        .map(Event.StepEnded.class::cast)
        .map(step -> step.host() + " " + step.stepId().name() + " " + step.stepOutcome())
        .filter(line -> line.startsWith("etcd1"))
        .toList();
  }

  private void assertPredictionsHold(long seed, boolean commands, boolean links)
      throws IOException, InterruptedException {
    var root = Files.createDirectories(folder.resolve("root/etcd1"));
    var first = trial(RandomPlaybook.of(-seed, TASKS, commands));
    var _ = first.play();
    removeLinks(root);
    if (links) {
      createLinks(root, seed);
    }
    var text = RandomPlaybook.of(seed, TASKS, commands);
    var playbookTrial = trial(text);

    var before = FolderSnapshot.snapshot(root);
    var predicted = outcomes(playbookTrial.check());
    assertEquals(before, FolderSnapshot.snapshot(root), "check mode has changed something");

    var done = outcomes(playbookTrial.play());
    for (var step : predicted.entrySet()) {
      var came = done.getOrDefault(step.getKey(), "not run");
      if (isUnpredictedFailure(step.getValue(), came)) {
        return;
      }
      if (!step.getValue().equals("unknown")) {
        assertEquals(
            step.getValue().replace("would run", "changed"),
            came,
            step.getKey() + " of\n" + text + description(before, predicted, done));
      }
    }
  }

  /** Existing links give paths a second name. */
  private static void createLinks(Path root, long seed) throws IOException {
    var dice = new Random(seed);
    for (var name : List.of("l", "d")) {
      var link = root.resolve(name);
      if (!Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
        Files.createSymbolicLink(
            link, Path.of(List.of("a", "a/b", "nowhere").get(dice.nextInt(3))));
      }
    }
  }

  private static void removeLinks(Path root) throws IOException {
    for (var link : HostDamage.links(root)) {
      Files.delete(link);
    }
  }

  /** After a failed command or an unknown step, predictions do not hold. */
  private static boolean isUnpredictedFailure(String predicted, String came) {
    return came.startsWith("failed") && Set.of("unknown", "would run").contains(predicted);
  }

  private static String description(
      List<String> before, Map<String, String> predicted, Map<String, String> done) {
    var lines = new ArrayList<String>();
    before.stream()
        .map(l -> l.replaceFirst("^\\S*/etcd1", "").replaceAll(" \\{.*mode=(\\d+).*", " $1"))
        .forEach(lines::add);
    predicted.forEach(
        (step, word) -> lines.add("%s: %s, came %s".formatted(step, word, done.get(step))));
    return String.join("\n", lines);
  }

  private PlaybookTrial trial(String text) throws IOException {
    return trial(text, folder.resolve("root"));
  }

  private PlaybookTrial trial(String text, Path root) throws IOException {
    var playbook = folder.resolve("playbook.yml");
    Files.writeString(playbook, text);
    return localInventoryHosts.here(playbook, root);
  }

  private static Map<String, String> outcomes(PlaybookTrial.TrialResult trialResult) {
    var outcomes = new LinkedHashMap<String, String>();
    for (var event : trialResult.events()) {
      if (event instanceof Event.StepEnded(var _, var stepId, var stepOutcome, var _)) {
        outcomes.put(stepId.name(), word(stepOutcome));
      }
    }
    return outcomes;
  }

  private static String word(StepOutcome stepOutcome) {
    return switch (stepOutcome) {
      case StepOutcome.Ok() -> "ok";
      case StepOutcome.Changed(var differences) when differences.toString().contains("would run") ->
          "would run";
      case StepOutcome.Changed _ -> "changed";
      case StepOutcome.Skipped _ -> "skipped";
      case StepOutcome.Unsure _ -> "unknown";
      case StepOutcome.Failed(var _, boolean ignored) -> ignored ? "failed, ignored" : "failed";
    };
  }
}
