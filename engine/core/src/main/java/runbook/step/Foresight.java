package runbook.step;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import runbook.connection.BecomeUser;
import runbook.knowledge.Invalid;
import runbook.knowledge.Knowledge;
import runbook.knowledge.Known;
import runbook.knowledge.Unknown;
import runbook.module.Fact;
import runbook.module.Place;
import runbook.module.Unforeseeable;
import runbook.module.Write;

/** What earlier steps would change, and the states they would bring facts to. */
final class Foresight {

  /** What becomes of a fact. */
  private sealed interface Fate {}

  private record Comes(Object state, Optional<BecomeUser> user) implements Fate {}

  private record Lost(String why) implements Fate {}

  private final HostLinks hostLinks;
  private final List<EarlierChange> changes = new ArrayList<>();
  private final Map<Fact<?>, Fate> fates = new LinkedHashMap<>();

  /**
   * A foresight that knows nothing yet.
   *
   * @param hostLinks those on the host
   */
  Foresight(HostLinks hostLinks) {
    this.hostLinks = hostLinks.copy();
  }

  PlaceOverlap overlap() {
    return new PlaceOverlap(hostLinks);
  }

  List<EarlierChange> changes() {
    return changes;
  }

  /** The links on the host have become known. */
  void learn(LinksFact looked, Knowledge<?> sight) {
    hostLinks.learn(looked, sight);
  }

  /** The facts whose states are known, in the order in which they got them. */
  List<Fact<?>> known() {
    return fates.entrySet().stream()
        .filter(entry -> entry.getValue() instanceof Comes)
        .<Fact<?>>map(Map.Entry::getKey)
        .toList();
  }

  @SuppressWarnings("unchecked") // a fact is put together with its own state only
  <S> Optional<S> state(Fact<S> fact) {
    return fates.get(fact) instanceof Comes(Object state, var _)
        ? Optional.of((S) state)
        : Optional.empty();
  }

  /** The state as this user would see it; empty when no step of this user would bring it about. */
  <S> Optional<S> state(Fact<S> fact, Optional<BecomeUser> user) {
    return fates.get(fact) instanceof Comes(Object _, var same) && same.equals(user)
        ? state(fact)
        : Optional.empty();
  }

  /** The first change that would write there. */
  Optional<EarlierChange> at(List<Place> places) {
    return changes.stream().filter(change -> change.reaches(places, overlap())).findFirst();
  }

  private boolean reaches(Fact<?> fact) {
    return changes.stream().anyMatch(change -> change.reaches(fact, overlap()));
  }

  /** The state of a fact, made of what the host shows now. */
  <S> Knowledge<S> foresee(Fact<S> fact, S seen) {
    if (fates.get(fact) instanceof Lost(String why)) {
      return new Unknown<>(why);
    }
    if (!reaches(fact)) {
      return new Known<>(seen);
    }
    var asked = new TrackedForesight(fact, this);
    try {
      var state = fact.foresee(seen, asked);
      return asked
          .missed()
          .<Knowledge<S>>map(change -> new Unknown<>(change.told(fact)))
          .orElseGet(() -> new Known<>(state));
    } catch (Unforeseeable e) {
      var why = asked.missed().map(change -> change.told(fact)).orElse(e.getMessage());
      return new Unknown<>(why);
    }
  }

  /** What is seen of it would not last. */
  boolean replaces(Fact<?> fact) {
    return fates.containsKey(fact) || reaches(fact);
  }

  /** The fact comes to a state by this change. */
  <S> void bring(EarlierChange change, Fact<S> fact, S to, Optional<BecomeUser> user) {
    record(change, Optional.of(new Write.State<>(fact, to)), user);
  }

  /** A step would write there, and it is not known what. */
  void write(EarlierChange change) {
    record(change, Optional.empty(), Optional.empty());
  }

  private void record(
      EarlierChange change, Optional<Write.State<?>> own, Optional<BecomeUser> user) {
    for (var place : change.places()) {
      if (place instanceof Place.Link(var path, var target)) {
        hostLinks.put(path.path(), target.startsWith("/") ? target : path.parent() + "/" + target);
      }
    }
    change.states().forEach(state -> hostLinks.know(state.places()));
    var brought = new LinkedHashSet<Fact<?>>();
    change.states().forEach(state -> brought.add(state.fact()));
    own.ifPresent(state -> brought.add(state.fact()));
    follow(change, brought, single(change, own, user));
    changes.add(change);
    change.states().forEach(state -> put(state, user));
    // This last: what it says of itself it knows better.
    own.ifPresent(state -> put(state, user));
  }

  private Foresight single(
      EarlierChange change, Optional<Write.State<?>> own, Optional<BecomeUser> user) {
    var alone = new Foresight(hostLinks);
    alone.changes.add(change);
    change.states().forEach(state -> alone.put(state, user));
    own.ifPresent(state -> alone.put(state, user));
    return alone;
  }

  private void put(Write.State<?> state, Optional<BecomeUser> user) {
    fates.remove(state.fact());
    fates.put(state.fact(), new Comes(state.state(), user));
  }

  /** What was foreseen of other facts follows the change, or is lost by it. */
  private void follow(EarlierChange change, Set<Fact<?>> brought, Foresight alone) {
    for (var entry : fates.entrySet()) {
      if (entry.getValue() instanceof Comes(Object _, var user)
          && !brought.contains(entry.getKey())
          && change.reaches(entry.getKey(), overlap())) {
        entry.setValue(follow(entry.getKey(), user, alone));
      }
    }
  }

  private <S> Fate follow(Fact<S> fact, Optional<BecomeUser> user, Foresight alone) {
    return switch (alone.foresee(fact, state(fact).orElseThrow())) {
      case Known<S>(S state) -> new Comes(state, user);
      case Unknown<S>(String why) -> new Lost(why);
      case Invalid<S>(String why) -> new Lost(why);
    };
  }

  Foresight copy() {
    var copy = new Foresight(hostLinks);
    copy.changes.addAll(changes);
    copy.fates.putAll(fates);
    return copy;
  }
}
