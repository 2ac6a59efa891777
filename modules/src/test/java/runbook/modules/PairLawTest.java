package runbook.modules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import runbook.connection.sh.LocalTransport;
import runbook.connection.sh.ShellConnection;
import runbook.step.ShellTarget;

/**
 * Plays examples of modules in pairs, each pair in a fresh folder. All pairs would take too long in
 * every build: {@code -Dpartners=100} plays all, and {@code -Dseed=2} others.
 */
class PairLawTest {

  /** The number of examples played after each example. */
  private static final int PARTNERS = Integer.getInteger("partners", 1);

  private static final long SEED = Long.getLong("seed", 1);

  private static final List<PairOutcome> OUTCOMES = new ArrayList<>();

  @TempDir private static Path folder;

  @BeforeAll
  static void play(TestReporter testReporter) throws Exception {
    var connection =
        ShellConnection.open(
            "here", new LocalTransport(), "sh", Duration.ofMinutes(1), Optional.empty());
    try (var target = new ShellTarget(connection)) {
      for (var pair : pairs()) {
        OUTCOMES.add(new PairPlay(target, folder, pair).play());
      }
    }
    testReporter.publishEntry(
        "%d pairs, %d steps unknown, %d without foresight; only on fake hosts: %s"
            .formatted(
                OUTCOMES.size(),
                unknown(PairOutcome::predicted),
                unknown(PairOutcome::unforeseen),
                PlayableExample.modulesThatNeedFakeHost()));
  }

  /** Returns each example with its partners; those with a path in common come first. */
  private static List<List<PlayableExample>> pairs() {
    var random = new Random(SEED);
    var examples = PlayableExample.all();
    var pairs = new ArrayList<List<PlayableExample>>();
    for (var first : examples) {
      var partners = new ArrayList<>(examples);
      Collections.shuffle(partners, random);
      partners.sort(Comparator.comparing((PlayableExample second) -> !first.overlaps(second)));
      partners.stream().limit(PARTNERS).forEach(second -> pairs.add(List.of(first, second)));
    }
    return pairs;
  }

  @Test
  void checkPredictsPairsOfSteps() {
    assertEquals(List.of(), wrongPredictions(PairOutcome::predicted));
  }

  @Test
  void factsWithoutForesightCauseNoWrongPrediction() {
    assertEquals(List.of(), wrongPredictions(PairOutcome::unforeseen));
  }

  @Test
  void factsWithoutForesightMakeLessKnown() {
    long with = unknown(PairOutcome::predicted);
    long without = unknown(PairOutcome::unforeseen);
    assertTrue(with < without, "%d unknown, and %d without foresight".formatted(with, without));
  }

  @Test
  void cachedFactsMatchFreshlyReadFacts() {
    var other = OUTCOMES.stream().flatMap(outcome -> outcome.difference().stream()).toList();
    assertEquals(List.of(), other);
  }

  private static List<String> wrongPredictions(Function<PairOutcome, List<StepRecord>> predicted) {
    return OUTCOMES.stream()
        .flatMap(outcome -> outcome.wrongPredictions(predicted.apply(outcome)).stream())
        .toList();
  }

  private static long unknown(Function<PairOutcome, List<StepRecord>> predicted) {
    return OUTCOMES.stream()
        .flatMap(outcome -> predicted.apply(outcome).stream())
        .filter(StepRecord::isUnknown)
        .count();
  }
}
