package runbook.modules;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The results of a pair of examples; after a step that fails, no further step is played.
 *
 * @param predicted the prediction of check mode
 * @param unforeseen the prediction of check mode if no fact implements {@code foresee}
 * @param done the result of the run
 * @param fresh the result of a run that reads all facts again before each step
 */
record PairOutcome(
    List<PlayableExample> pair,
    List<StepRecord> predicted,
    List<StepRecord> unforeseen,
    Run done,
    Run fresh) {

  /** A run and the folder afterwards. */
  record Run(List<StepRecord> steps, Map<String, String> tree) {}

  /** Returns the steps that check mode predicted wrongly. */
  List<String> wrongPredictions(List<StepRecord> said) {
    return IntStream.range(0, Math.min(said.size(), done.steps().size()))
        .filter(i -> !said.get(i).agrees(done.steps().get(i)))
        .mapToObj(i ->
            "step %d of %s: check says %s, the run %s"
                .formatted(i + 1, pair, said.get(i), done.steps().get(i)))
        .toList();
  }

  /** Returns how the two runs differ. */
  Optional<String> difference() {
    var once = RepeatedText.of(done);
    var afresh = RepeatedText.of(fresh);
    return once.equals(afresh)
        ? Optional.empty()
        : Optional.of("%s: %s; read afresh: %s".formatted(pair, once, afresh));
  }
}
