package runbook.modules;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What came of a pair of examples; after a step that fails, no further step is played.
 *
 * @param foretold what check mode says
 * @param unforeseen what check mode says if no fact foresees anything
 * @param done what the run did
 * @param fresh what a run did that read everything again before each step
 */
record PairOutcome(
    List<PlayableExample> pair,
    List<StepRecord> foretold,
    List<StepRecord> unforeseen,
    Run done,
    Run fresh) {

  /** A run and the folder afterwards. */
  record Run(List<StepRecord> steps, Map<String, String> tree) {}

  /** Returns the steps of which check mode says otherwise. */
  List<String> wrong(List<StepRecord> said) {
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
