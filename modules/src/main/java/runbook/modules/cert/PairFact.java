package runbook.modules.cert;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import runbook.module.Answer;
import runbook.module.Change;
import runbook.module.Difference;
import runbook.module.Fact;
import runbook.module.Foreseen;
import runbook.module.Script;
import runbook.module.Unforeseeable;
import runbook.module.Unreadable;
import runbook.modules.file.FileFact;
import runbook.modules.file.FileState;
import runbook.modules.file.FileState.Regular;

/**
 * A private key and its certificate, which belong together and are exchanged together.
 *
 * @param wish what is wanted of them, which is no part of what they are
 */
record PairFact(Places places, PairWish wish) implements Fact<PairState> {

  @Override
  public String label() {
    return places.cert().path();
  }

  @Override
  public Script query(Detail detail) {
    return PairQuery.of(places);
  }

  @Override
  public PairState read(Answer answer) throws Unreadable {
    return PairQuery.read(places, answer);
  }

  @Override
  public List<Change> changes(PairState from, PairState to) {
    return new Exchange(places).between(from, to);
  }

  @Override
  public List<Difference> differences(PairState from, PairState to) {
    return new PairDifferences(places, wish).of(from, to);
  }

  @Override
  public Map<String, Object> values(PairState state) {
    return PairValues.of(state, wish.reasons(state));
  }

  @Override
  public List<Companion<?>> companions(PairState to) {
    var companions = new ArrayList<Companion<?>>();
    companions.add(new Companion<>(places.certFile(), to.cert()));
    companions.add(new Companion<>(places.keyFile(), to.key()));
    places.caFile().ifPresent(file -> companions.add(new Companion<>(file, to.ca().orElseThrow())));
    return companions;
  }

  @Override
  public PairState foresee(PairState seen, Foreseen earlier) throws Unforeseeable {
    var cert = file(places.certFile(), seen.cert(), earlier);
    var key = file(places.keyFile(), seen.key(), earlier);
    Optional<FileState> ca =
        seen.ca().isEmpty()
            ? Optional.empty()
            : Optional.of(file(places.caFile().orElseThrow(), seen.ca().get(), earlier));
    if (isOther(seen.key(), key)) {
      if (key.thing() instanceof Regular) {
        throw unknown(places.keyFile());
      }
      return new PairState(cert, key, ca, KeyPart.MISSING, seen.cutShort(), Optional.empty());
    }
    if (isOther(seen.cert(), cert)) {
      if (cert.thing() instanceof Regular && PairState.text(cert).isEmpty()) {
        throw unknown(places.certFile());
      }
      return new PairState(cert, key, ca, seen.part(), seen.cutShort(), Optional.empty());
    }
    return seen.with(cert, key, ca);
  }

  private static FileState file(FileFact file, FileState seen, Foreseen earlier)
      throws Unforeseeable {
    var own = earlier.of(file);
    return own.isPresent() ? file.seenAgain(own.get(), seen, earlier) : file.foresee(seen, earlier);
  }

  private static boolean isOther(FileState before, FileState after) {
    return before.thing() instanceof Regular(var _, var old, boolean _)
        ? !(after.thing() instanceof Regular(var _, var content, boolean _) && content.equals(old))
        : after.thing() instanceof Regular;
  }

  private static Unforeseeable unknown(FileFact file) {
    return new Unforeseeable("what an earlier step puts at %s is not known".formatted(file.path()));
  }

  @Override
  public boolean touchedBy(Fact<?> other) {
    return places.files().anyMatch(file -> file.equals(other) || file.touchedBy(other));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PairFact pair && pair.places.equals(places);
  }

  @Override
  public int hashCode() {
    return places.hashCode();
  }
}
