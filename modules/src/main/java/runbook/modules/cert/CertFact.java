package runbook.modules.cert;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import runbook.module.Change;
import runbook.module.Difference;
import runbook.module.Fact;
import runbook.module.ForeseenStates;
import runbook.module.Place;
import runbook.module.Script;
import runbook.module.ScriptOutput;
import runbook.module.Unforeseeable;
import runbook.module.Unreadable;
import runbook.module.Write;
import runbook.modules.file.FileFact;
import runbook.modules.file.FileState;
import runbook.modules.file.FileState.Regular;

/**
 * A private key and its certificate, which belong together and are replaced together.
 *
 * @param wish the wanted state; not part of the identity of this fact
 */
record CertFact(CertPaths paths, WantedCert wish) implements Fact<CertState> {

  @Override
  public String label() {
    return paths.cert().path();
  }

  @Override
  public Script query(Detail detail) {
    return CertQuery.of(paths);
  }

  @Override
  public CertState read(ScriptOutput scriptOutput) throws Unreadable {
    return CertQuery.read(paths, scriptOutput);
  }

  @Override
  public List<Change> changes(CertState from, CertState to) {
    return new CertChanges(paths).between(from, to);
  }

  @Override
  public List<Difference> differences(CertState from, CertState to) {
    return new CertDifferences(paths, wish).of(from, to);
  }

  @Override
  public Map<String, Object> values(CertState state) {
    return CertVariables.of(state, wish.reasons(state));
  }

  @Override
  public List<Place> places() {
    return paths.files().flatMap(file -> file.places().stream()).toList();
  }

  @Override
  public List<Place> reads() {
    return paths.files().flatMap(file -> file.reads().stream()).distinct().toList();
  }

  @Override
  public List<Write> writes(CertState from, CertState to) {
    var writes = new ArrayList<Write>();
    writes.add(Write.of(paths.certFile(), to.cert()));
    writes.add(Write.of(paths.keyFile(), to.key()));
    paths.caFile().ifPresent(file -> writes.add(Write.of(file, to.ca().orElseThrow())));
    return writes;
  }

  @Override
  public CertState foresee(CertState seen, ForeseenStates earlier) throws Unforeseeable {
    var cert = paths.certFile().foresee(seen.cert(), earlier);
    var key = paths.keyFile().foresee(seen.key(), earlier);
    Optional<FileState> ca =
        seen.ca().isEmpty()
            ? Optional.empty()
            : Optional.of(paths.caFile().orElseThrow().foresee(seen.ca().get(), earlier));
    if (isOther(seen.key(), key)) {
      if (key.fileKind() instanceof Regular) {
        throw unknown(paths.keyFile());
      }
      return new CertState(cert, key, ca, PublicKeyPart.MISSING, seen.cutShort(), Optional.empty());
    }
    if (isOther(seen.cert(), cert)) {
      if (cert.fileKind() instanceof Regular && CertState.text(cert).isEmpty()) {
        throw unknown(paths.certFile());
      }
      return new CertState(cert, key, ca, seen.part(), seen.cutShort(), Optional.empty());
    }
    return seen.with(cert, key, ca);
  }

  private static boolean isOther(FileState before, FileState after) {
    return before.fileKind() instanceof Regular(var _, var old, boolean _)
        ? !(after.fileKind() instanceof Regular(var _, var content, boolean _)
            && content.equals(old))
        : after.fileKind() instanceof Regular;
  }

  private static Unforeseeable unknown(FileFact file) {
    return new Unforeseeable(
        "an earlier step would write unknown content at %s".formatted(file.path()));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CertFact pair && pair.paths.equals(paths);
  }

  @Override
  public int hashCode() {
    return paths.hashCode();
  }
}
