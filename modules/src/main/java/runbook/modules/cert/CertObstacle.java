package runbook.modules.cert;

import java.util.Optional;
import java.util.stream.Stream;
import runbook.module.Want;
import runbook.modules.file.FileFact;
import runbook.modules.file.FileState;
import runbook.modules.file.FileState.Other;
import runbook.modules.file.FileWant;

/** Finds what prevents the wanted files; checks each file as if it were wanted alone. */
record CertObstacle(CertFact fact) {

  Want requireNone() {
    return new Want.Require<>(
        fact, pair -> first(pair).isEmpty(), pair -> first(pair).orElse("nothing"));
  }

  private Optional<String> first(CertState pair) {
    var wanted = fact.wish().apply(pair);
    var certPaths = fact.paths();
    return Stream.of(
            first(certPaths.certFile(), pair.cert(), wanted.cert()),
            first(certPaths.keyFile(), pair.key(), wanted.key()),
            certPaths
                .caFile()
                .flatMap(file -> first(file, pair.ca().orElseThrow(), wanted.ca().orElseThrow())))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<String> first(FileFact file, FileState is, FileState wanted) {
    if (is.fileKind() instanceof Other) {
      return Optional.of(
          "%s is a device, a socket or similar, and will not be replaced".formatted(file.path()));
    }
    return new FileWant(file, _ -> wanted)
        .needs().stream()
            .filter(filePrecondition -> !filePrecondition.met().test(is))
            .map(FileWant.FilePrecondition::otherwise)
            .findFirst();
  }
}
