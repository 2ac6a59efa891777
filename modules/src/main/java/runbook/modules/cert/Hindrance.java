package runbook.modules.cert;

import java.util.Optional;
import java.util.stream.Stream;
import runbook.module.Want;
import runbook.modules.file.Attempt;
import runbook.modules.file.FileFact;
import runbook.modules.file.FileState;
import runbook.modules.file.FileState.Other;

/** What keeps files from becoming what is wanted: of each as if it were wanted alone. */
record Hindrance(PairFact fact) {

  Want none() {
    return new Want.Require<>(
        fact, pair -> first(pair).isEmpty(), pair -> first(pair).orElse("nothing"));
  }

  private Optional<String> first(PairState pair) {
    var wanted = fact.wish().apply(pair);
    var places = fact.paths();
    return Stream.of(
            first(places.certFile(), pair.cert(), wanted.cert()),
            first(places.keyFile(), pair.key(), wanted.key()),
            places
                .caFile()
                .flatMap(file -> first(file, pair.ca().orElseThrow(), wanted.ca().orElseThrow())))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<String> first(FileFact file, FileState is, FileState wanted) {
    if (is.thing() instanceof Other) {
      return Optional.of(
          "%s is a device, a socket or the like, and will not be replaced".formatted(file.path()));
    }
    return new Attempt(file, _ -> wanted)
        .needs().stream()
            .filter(need -> !need.met().test(is))
            .map(Attempt.Need::otherwise)
            .findFirst();
  }
}
