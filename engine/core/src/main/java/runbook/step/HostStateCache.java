package runbook.step;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import runbook.connection.BecomeUser;
import runbook.connection.Unreachable;
import runbook.knowledge.Invalid;
import runbook.knowledge.Knowledge;
import runbook.knowledge.Known;
import runbook.knowledge.Unknown;
import runbook.module.Fact;
import runbook.module.Place;
import runbook.module.ScriptOutput;
import runbook.module.Want;
import runbook.module.Write;
import runbook.module.param.HostPath;

/**
 * The known state of a host: what was read and, in check mode, what earlier steps would have
 * changed.
 */
public final class HostStateCache {

  /** A fact as a user sees it: another user may lack permission to read it. */
  public record FactView(Optional<BecomeUser> become, Fact<?> fact) {}

  /** Returns facts as a user sees them. */
  public static List<FactView> views(
      Collection<? extends Fact<?>> facts, Optional<BecomeUser> become) {
    return facts.stream().map(fact -> new FactView(become, fact)).toList();
  }

  private final Target target;
  private final String host;
  private final SharedForesight sharedForesight;
  private final PerformedActions performedActions;
  private final Map<FactView, Knowledge<?>> seen = new LinkedHashMap<>();
  private final HostLinks hostLinks = new HostLinks();
  private Foresight foresight = new Foresight(hostLinks);
  private PlaceIndex<FactView> readers = new PlaceIndex<>();

  /** The facts that later steps still need, with their places in the order. */
  private Map<FactView, Integer> ahead = Map.of();

  private Optional<String> uncertainReason = Optional.empty();

  /** Everything known was read later than this. */
  private PerformedActions.Moment emptied;

  /** Creates the cache for a single host. */
  public HostStateCache(Target target) {
    this(target, "", new SharedForesight(), new PerformedActions());
  }

  /** Creates the cache for one of the hosts of a run. */
  public HostStateCache(
      Target target,
      String host,
      SharedForesight sharedForesight,
      PerformedActions performedActions) {
    this.target = target;
    this.host = host;
    this.sharedForesight = sharedForesight;
    this.performedActions = performedActions;
    this.emptied = performedActions.now();
  }

  /** Returns a cache with the same readings and no predictions, for a prediction of a run. */
  HostStateCache copy(Target other) {
    var copy = new HostStateCache(other, host, new SharedForesight(), performedActions);
    copy.seen.putAll(seen);
    copy.hostLinks.learn(hostLinks);
    copy.foresight = new Foresight(copy.hostLinks);
    copy.ahead = ahead;
    copy.readers = readers;
    return copy;
  }

  /** Returns what reading the fact will print after the predicted changes; empty if unknown. */
  <S> Optional<ScriptOutput> expectedOutput(Fact<S> fact, Target.TargetOptions targetOptions)
      throws StepFailed, Unreachable, InterruptedException {
    if (fact instanceof LinksFact linksFact) {
      return foresight.expectedOutput(linksFact);
    }
    return see(fact, targetOptions) instanceof Known<S>(S state)
        ? fact.expectedOutput(state, targetOptions.detail())
        : Optional.empty();
  }

  static List<Place> places(List<? extends Fact<?>> facts) {
    return facts.stream()
        .flatMap(fact -> Stream.concat(fact.places().stream(), fact.reads().stream()))
        .toList();
  }

  /**
   * Reads the facts that the coming steps need anew, in one request per user.
   *
   * @param later other facts to read in the same requests
   */
  public void lookAhead(
      Collection<FactView> views, Collection<FactView> later, Fact.Detail detail, Duration deadline)
      throws StepFailed, Unreachable, InterruptedException {
    forgetAll();
    stillAhead(views);
    lookAtUnseen(Stream.concat(views.stream(), later.stream()).toList(), detail, deadline);
  }

  /** Reports whether these facts are known without asking the host. */
  public boolean hasSeen(Collection<FactView> views) {
    return seen.keySet().containsAll(views);
  }

  /** Reads those facts that are not known yet, in one request per user. */
  public void lookAtUnseen(Collection<FactView> views, Fact.Detail detail, Duration deadline)
      throws StepFailed, Unreachable, InterruptedException {
    var byUser = new LinkedHashMap<Optional<BecomeUser>, List<Fact<?>>>();
    for (var factView : new LinkedHashSet<>(views)) {
      byUser.computeIfAbsent(factView.become(), u -> new ArrayList<>()).add(factView.fact());
    }
    for (var user : byUser.entrySet()) {
      look(user.getValue(), new Target.TargetOptions(user.getKey(), detail, deadline));
    }
  }

  /** Sets the facts that later steps still need. */
  public void stillAhead(Collection<FactView> views) {
    ahead = new LinkedHashMap<>();
    for (var factView : views) {
      ahead.putIfAbsent(factView, ahead.size());
      index(factView);
    }
  }

  /** Reads all of these facts in one request if any of them is not known. */
  void look(List<? extends Fact<?>> facts, Target.TargetOptions targetOptions)
      throws StepFailed, Unreachable, InterruptedException {
    var missing =
        facts.stream().distinct().filter(f -> !seen.containsKey(view(f, targetOptions))).toList();
    if (!missing.isEmpty()) {
      var all = withLinks(missing);
      remember(all, target.look(all, targetOptions), targetOptions);
    }
  }

  /** Adds the links on the way to the places the facts read, unless they are known. */
  private List<Fact<?>> withLinks(List<? extends Fact<?>> facts) {
    var all = new ArrayList<Fact<?>>(facts);
    hostLinks.unknown(places(facts)).ifPresent(all::add);
    return all;
  }

  /** Returns the state of a fact, from the current and the predicted states. */
  <S> Knowledge<S> see(Fact<S> fact, Target.TargetOptions targetOptions)
      throws StepFailed, Unreachable, InterruptedException {
    var own = foresight.state(fact, targetOptions.become());
    if (own.isPresent()) {
      return new Known<>(own.get());
    }
    look(List.of(fact), targetOptions);
    return switch (sight(fact, targetOptions)) {
      case Known<S>(S state) -> foresight.foresee(fact, state);
      case Invalid<S>(String why) when foresight.replaces(fact) ->
          new Unknown<>(
              "%s cannot be read before earlier steps are done: %s".formatted(fact.label(), why));
      case Invalid<S> illegible -> illegible;
      case Unknown<S> unforeseen -> unforeseen;
    };
  }

  /** Reads the state of a fact now, whether or not it is known. */
  <S> Knowledge<S> seeAgain(Fact<S> fact, Target.TargetOptions targetOptions)
      throws StepFailed, Unreachable, InterruptedException {
    seen.remove(view(fact, targetOptions));
    return see(fact, targetOptions);
  }

  /** Forgets everything that was read, because time has passed. */
  public void forgetAll() {
    seen.clear();
    hostLinks.forget();
    emptied = performedActions.now();
  }

  /** Reports whether what was read is still true, as far as the hosts of this run decide it. */
  public boolean isCurrent() {
    return !seen.isEmpty() && performedActions.noneSince(emptied);
  }

  /**
   * Reads the facts that the coming steps need again, because time has passed, and forgets all
   * others.
   */
  void lookAgain(Target.TargetOptions targetOptions)
      throws StepFailed, Unreachable, InterruptedException {
    forgetAll();
    look(needed(targetOptions).toList(), targetOptions);
  }

  @SuppressWarnings("unchecked") // remember() pairs a fact only with its own state
  private <S> Knowledge<S> sight(Fact<S> fact, Target.TargetOptions targetOptions) {
    return (Knowledge<S>) seen.get(view(fact, targetOptions));
  }

  void remember(
      List<? extends Fact<?>> facts,
      List<Knowledge<?>> sights,
      Target.TargetOptions targetOptions) {
    for (int i = 0; i < facts.size(); i++) {
      if (facts.get(i) instanceof LinksFact looked) {
        hostLinks.learn(looked, sights.get(i));
        foresight.learn(looked, sights.get(i));
      } else {
        var factView = view(facts.get(i), targetOptions);
        seen.put(factView, sights.get(i));
        index(factView);
      }
    }
  }

  /**
   * Forgets what was read where something was written; returns the facts to read again.
   *
   * @param brought facts that are always read again
   */
  List<Fact<?>> forgetChanged(
      List<Place> written,
      Collection<? extends Fact<?>> brought,
      Target.TargetOptions targetOptions) {
    var again = toReadAgain(written, brought, targetOptions);
    readers.readers(written, hostLinks).forEach(seen::remove);
    written.forEach(this::forgetLinks);
    return withLinks(again);
  }

  /** Returns the facts to read again after a write, without the links. */
  List<Fact<?>> toReadAgain(
      List<Place> written,
      Collection<? extends Fact<?>> brought,
      Target.TargetOptions targetOptions) {
    var again = new LinkedHashSet<Fact<?>>(brought);
    readers.readers(written, hostLinks).stream()
        .filter(ahead::containsKey)
        .filter(factView -> factView.become().equals(targetOptions.become()))
        .sorted(Comparator.comparing(ahead::get))
        .map(FactView::fact)
        .forEach(again::add);
    return List.copyOf(again);
  }

  private void index(FactView factView) {
    if (!readers.contains(factView)) {
      readers.add(places(List.of(factView.fact())), factView);
    }
  }

  private void forgetLinks(Place written) {
    switch (written) {
      case Place.Path(HostPath path) -> hostLinks.forget(path);
      case Place.Link(HostPath path, String _) -> hostLinks.forget(path);
      case Place.Itself(HostPath path) -> hostLinks.forget(path);
      case Place.Packages _, Place.Everything _ -> hostLinks.forget();
      default -> {}
    }
  }

  private Stream<Fact<?>> needed(Target.TargetOptions targetOptions) {
    return ahead.keySet().stream()
        .filter(v -> v.become().equals(targetOptions.become()))
        .map(FactView::fact);
  }

  /** Drops the predictions, and returns them: from here on only what is read counts. */
  Foresight dropForesight() {
    var dropped = foresight;
    foresight = new Foresight(hostLinks);
    return dropped;
  }

  /** Returns the current predictions, to restore when a step with further predictions fails. */
  Foresight foreseen() {
    return foresight.copy();
  }

  void restoreForesight(Foresight earlier) {
    foresight = earlier;
  }

  /** Predicts that a fact reaches a state; returns the places this writes. */
  <S> List<Place> foresee(Fact<S> fact, S from, S to, Target.TargetOptions targetOptions) {
    var change = EarlierChange.of(fact, from, to);
    foresight.bring(change, fact, to, targetOptions.become());
    return change.places();
  }

  /** Records a prediction for other hosts too. */
  <S> void foretell(Fact<S> fact, S from, S to, Target.TargetOptions targetOptions) {
    sharedForesight.change(host, fact.label(), foresee(fact, from, to, targetOptions));
  }

  /** Predicts that a command ran because its condition held. */
  void foretellDone(Fact<Boolean> due, Target.TargetOptions targetOptions) {
    foresight.bring(
        EarlierChange.of(due, own(due).map(Write::to).toList()),
        due,
        false,
        targetOptions.become());
  }

  /** After a step with unknown effects, no unmet requirement is a certain failure. */
  public void markUncertain(String why) {
    uncertainReason = uncertainReason.or(() -> Optional.of(why));
    sharedForesight.markUncertain(host, why);
  }

  /** After a step that is not understood, nothing is certain: it may change anything. */
  public void unknown(String why) {
    markUncertain(why);
    write(List.of(new Place.Everything()), "anything", "is unknown: " + why);
  }

  /** Marks the facts that an unknown step wants to change as unknown. */
  public void doubt(List<Want> wants) {
    for (var want : wants) {
      switch (want) {
        case Want.Reach<?>(var fact, var _) ->
            write(
                fact.places(),
                fact.label(),
                "is unknown, as an earlier step may change %s".formatted(fact.label()));
        case Want.Perform perform -> foretell(perform);
        case Want.Reconnect reconnect -> unknown("'" + reconnect.label() + "' may be done");
        default -> {}
      }
    }
  }

  /** Predicts that an action writes exactly these places. */
  void foretell(Want.Perform want) {
    var known = want.due().stream().flatMap(HostStateCache::own).toList();
    var places = want.writes().stream().filter(place -> !known.contains(place)).toList();
    boolean anywhere = places.stream().anyMatch(Place.Everything.class::isInstance);
    if (!places.isEmpty()) {
      write(
          places,
          "'%s'".formatted(want.label()),
          (anywhere
                  ? "is unknown, as '%s' may change anything; narrow it with 'writes' in that step"
                  : "is unknown, as '%s' would write there")
              .formatted(want.label()));
    }
  }

  private static Stream<Place> own(Fact<?> due) {
    return due.places().stream().filter(place -> !(place instanceof Place.Everything));
  }

  private void write(List<Place> places, String label, String why) {
    foresight.write(EarlierChange.at(places, label, why));
    sharedForesight.change(host, label, places);
  }

  /** Returns the change that an earlier step would make there. */
  Optional<String> changing(List<Place> places) {
    return foresight.at(places).map(EarlierChange::label);
  }

  PerformedActions performedActions() {
    return performedActions;
  }

  SharedForesight sharedForesight() {
    return sharedForesight;
  }

  public Optional<String> uncertainReason() {
    return uncertainReason;
  }

  private static FactView view(Fact<?> fact, Target.TargetOptions targetOptions) {
    return new FactView(targetOptions.become(), fact);
  }
}
