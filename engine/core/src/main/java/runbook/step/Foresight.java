package runbook.step;

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
import runbook.module.ScriptOutput;
import runbook.module.Unforeseeable;
import runbook.module.Write;

/** The predicted changes of earlier steps and the resulting states of facts. */
final class Foresight {

  /** The predicted state of a fact. */
  private sealed interface Fate {}

  private record Comes(Object state, Optional<BecomeUser> user) implements Fate {}

  private record Lost(String why) implements Fate {}

  private final HostLinks hostLinks;
  private ChangeHistory changeHistory = new ChangeHistory();

  /** How many changes of the history are those of this prediction. */
  private int changes;

  private Map<Fact<?>, Fate> fates = new LinkedHashMap<>();

  /** Whether a copy uses the same states, so that they must be replaced before a change. */
  private boolean isShared;

  /** The facts that have or had a predicted state, here or in a copy. */
  private PlaceIndex<Fact<?>> readers = new PlaceIndex<>();

  /**
   * Creates an empty foresight.
   *
   * @param hostLinks the links on the host
   */
  Foresight(HostLinks hostLinks) {
    this.hostLinks = hostLinks.copy();
  }

  PlaceOverlap overlap() {
    return new PlaceOverlap(hostLinks);
  }

  /** Returns the changes that write where a fact reads, in order. */
  List<EarlierChange> reaching(Fact<?> fact) {
    return changeHistory.reaching(changes, fact, hostLinks);
  }

  /** Adds links on the host that were read. */
  void learn(LinksFact looked, Knowledge<?> sight) {
    hostLinks.learn(looked, sight);
  }

  /** Returns what reading the links would print; empty if that is not known. */
  Optional<ScriptOutput> expectedOutput(LinksFact linksFact) {
    return linksFact.expectedOutput(hostLinks);
  }

  /** Returns the facts whose states are known, in the order in which these became known. */
  List<Fact<?>> known() {
    return fates.entrySet().stream()
        .filter(entry -> entry.getValue() instanceof Comes)
        .<Fact<?>>map(Map.Entry::getKey)
        .toList();
  }

  @SuppressWarnings("unchecked") // a fact is paired only with its own state
  <S> Optional<S> state(Fact<S> fact) {
    return fates.get(fact) instanceof Comes(Object state, var _)
        ? Optional.of((S) state)
        : Optional.empty();
  }

  /** Returns the state as this user would see it; empty if no step of this user would set it. */
  <S> Optional<S> state(Fact<S> fact, Optional<BecomeUser> user) {
    return fates.get(fact) instanceof Comes(Object _, var same) && same.equals(user)
        ? state(fact)
        : Optional.empty();
  }

  /** Returns the first change that would write there. */
  Optional<EarlierChange> at(List<Place> places) {
    return changeHistory.reaching(changes, places, hostLinks).stream().findFirst();
  }

  private boolean reaches(Fact<?> fact) {
    return !reaching(fact).isEmpty();
  }

  /** Returns the state of a fact, derived from its current state on the host. */
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
          .<Knowledge<S>>map(change -> new Unknown<>(change.explanation(fact)))
          .orElseGet(() -> new Known<>(state));
    } catch (Unforeseeable e) {
      var why = asked.missed().map(change -> change.explanation(fact)).orElse(e.getMessage());
      return new Unknown<>(why);
    }
  }

  /** The current state would not last. */
  boolean replaces(Fact<?> fact) {
    return fates.containsKey(fact) || reaches(fact);
  }

  /** Records that a change brings a fact to a state. */
  <S> void bring(EarlierChange change, Fact<S> fact, S to, Optional<BecomeUser> user) {
    record(change, Optional.of(new Write.State<>(fact, to)), user);
  }

  /** Records an unknown write at a place. */
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
    add(change);
    change.states().forEach(state -> put(state, user));
    // Last, because the change knows its own fact best.
    own.ifPresent(state -> put(state, user));
  }

  private Foresight single(
      EarlierChange change, Optional<Write.State<?>> own, Optional<BecomeUser> user) {
    var alone = new Foresight(hostLinks);
    alone.add(change);
    change.states().forEach(state -> alone.put(state, user));
    own.ifPresent(state -> alone.put(state, user));
    return alone;
  }

  /** Adds a change; if a copy has gone on in another way, this one leaves the shared history. */
  private void add(EarlierChange change) {
    if (changeHistory.size() != changes) {
      changeHistory = changeHistory.first(changes);
    }
    changeHistory.add(change);
    changes++;
  }

  private void unshare() {
    if (isShared) {
      fates = new LinkedHashMap<>(fates);
      isShared = false;
    }
  }

  private void put(Write.State<?> state, Optional<BecomeUser> user) {
    unshare();
    if (!readers.contains(state.fact())) {
      readers.add(HostStateCache.places(List.of(state.fact())), state.fact());
    }
    fates.remove(state.fact());
    fates.put(state.fact(), new Comes(state.state(), user));
  }

  /** Updates the predicted states of other facts, or drops those that the change makes unknown. */
  private void follow(EarlierChange change, Set<Fact<?>> brought, Foresight alone) {
    for (var fact : readers.readers(change.places(), hostLinks)) {
      if (fates.get(fact) instanceof Comes(Object _, var user) && !brought.contains(fact)) {
        var fate = follow(fact, user, alone);
        unshare();
        fates.put(fact, fate);
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
    copy.changeHistory = changeHistory;
    copy.changes = changes;
    copy.fates = fates;
    copy.readers = readers;
    copy.isShared = true;
    isShared = true;
    return copy;
  }
}
