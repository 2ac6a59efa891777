package runbook.step;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import runbook.connection.BecomeUser;
import runbook.connection.Unreachable;
import runbook.knowledge.Invalid;
import runbook.knowledge.Knowledge;
import runbook.knowledge.Known;
import runbook.knowledge.Unknown;
import runbook.module.Fact;
import runbook.module.Place;
import runbook.module.Want;
import runbook.module.Write;
import runbook.module.param.HostPath;

/**
 * What is known of a host at this moment: what looking showed and, in check mode, what earlier
 * steps would have made of it.
 */
public final class HostStateCache {

  /** A fact as a user sees it: another user may not be allowed to look. */
  public record FactView(Optional<BecomeUser> become, Fact<?> fact) {}

  private final Target target;
  private final String host;
  private final SharedForesight sharedForesight;
  private final Map<FactView, Knowledge<?>> seen = new LinkedHashMap<>();
  private final HostLinks hostLinks = new HostLinks();
  private Foresight foresight = new Foresight(hostLinks);
  private Set<FactView> ahead = Set.of();
  private Optional<String> uncertainReason = Optional.empty();

  /** A host alone. */
  public HostStateCache(Target target) {
    this(target, "", new SharedForesight());
  }

  /** A host among those of a run. */
  public HostStateCache(Target target, String host, SharedForesight sharedForesight) {
    this.target = target;
    this.host = host;
    this.sharedForesight = sharedForesight;
  }

  /** What the coming steps will need: looked at now, in one go for each user that acts. */
  public void lookAhead(Collection<FactView> views, Fact.Detail detail, Duration deadline)
      throws StepFailed, Unreachable, InterruptedException {
    // What was seen in an earlier stage is old news: hosts may have waited for each other since.
    forgetAll();
    ahead = new LinkedHashSet<>(views);
    lookAtUnseen(ahead, detail, deadline);
  }

  /** Whether there is no need to ask the host for these. */
  public boolean hasSeen(Collection<FactView> views) {
    return seen.keySet().containsAll(views);
  }

  /** Those of them that have not been seen are looked at, in one go for each user that acts. */
  public void lookAtUnseen(Collection<FactView> views, Fact.Detail detail, Duration deadline)
      throws StepFailed, Unreachable, InterruptedException {
    var byUser = new LinkedHashMap<Optional<BecomeUser>, List<Fact<?>>>();
    for (var factView : views) {
      byUser.computeIfAbsent(factView.become(), u -> new ArrayList<>()).add(factView.fact());
    }
    for (var user : byUser.entrySet()) {
      look(user.getValue(), new Target.TargetOptions(user.getKey(), detail, deadline));
    }
  }

  /** The coming steps need no more than these. */
  public void stillAhead(Collection<FactView> views) {
    ahead = new LinkedHashSet<>(views);
  }

  /** Makes sure that all of these have been looked at, with one round trip if any has not. */
  void look(List<? extends Fact<?>> facts, Target.TargetOptions targetOptions)
      throws StepFailed, Unreachable, InterruptedException {
    var missing =
        facts.stream().distinct().filter(f -> !seen.containsKey(view(f, targetOptions))).toList();
    if (!missing.isEmpty()) {
      var all = withLinks(missing);
      remember(all, target.look(all, targetOptions), targetOptions);
    }
  }

  /** Together with the links on the way to where they look, as far as those are not known. */
  private List<Fact<?>> withLinks(List<? extends Fact<?>> facts) {
    var all = new ArrayList<Fact<?>>(facts);
    var places =
        facts.stream()
            .flatMap(fact -> Stream.concat(fact.places().stream(), fact.reads().stream()))
            .toList();
    hostLinks.unknown(places).ifPresent(all::add);
    return all;
  }

  /** The state of a fact, by what was seen and what is foreseen. */
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

  /** The state of a fact at this moment, whatever was seen before. */
  <S> Knowledge<S> seeAgain(Fact<S> fact, Target.TargetOptions targetOptions)
      throws StepFailed, Unreachable, InterruptedException {
    seen.remove(view(fact, targetOptions));
    return see(fact, targetOptions);
  }

  /** Time has gone by: nothing that was seen before counts any more. */
  public void forgetAll() {
    seen.clear();
    hostLinks.forget();
  }

  /** Time has gone by: what the coming steps need is looked at again, all else is forgotten. */
  void lookAgain(Target.TargetOptions targetOptions)
      throws StepFailed, Unreachable, InterruptedException {
    forgetAll();
    look(needed(targetOptions).toList(), targetOptions);
  }

  @SuppressWarnings("unchecked") // learn() pairs a fact with its own sight only
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
        seen.put(view(facts.get(i), targetOptions), sights.get(i));
      }
    }
  }

  /**
   * Forgets what was seen where something was written; returns what to look at again.
   *
   * @param brought what is looked at in any case
   */
  List<Fact<?>> forgetChanged(
      List<Place> written,
      Collection<? extends Fact<?>> brought,
      Target.TargetOptions targetOptions) {
    var placeOverlap = new PlaceOverlap(hostLinks);
    Predicate<Fact<?>> touched = fact -> placeOverlap.any(written, fact);
    seen.keySet().removeIf(factView -> touched.test(factView.fact()));
    var again = new LinkedHashSet<Fact<?>>(brought);
    needed(targetOptions).filter(touched).forEach(again::add);
    written.forEach(this::forgetLinks);
    return withLinks(List.copyOf(again));
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
    return ahead.stream()
        .filter(v -> v.become().equals(targetOptions.become()))
        .map(FactView::fact);
  }

  /** What was foreseen has come about, or has not: from here on only what is seen counts. */
  void dropForesight() {
    foresight = new Foresight(hostLinks);
  }

  /** What is foreseen now, to come back to when a step fails that has foreseen more. */
  Foresight foreseen() {
    return foresight.copy();
  }

  void restoreForesight(Foresight earlier) {
    foresight = earlier;
  }

  /** Foresees that a fact comes to a state; returns where that writes. */
  <S> List<Place> foresee(Fact<S> fact, S from, S to, Target.TargetOptions targetOptions) {
    var change = EarlierChange.of(fact, from, to);
    foresight.bring(change, fact, to, targetOptions.become());
    return change.places();
  }

  /** Foresees, for other hosts to know as well. */
  <S> void foretell(Fact<S> fact, S from, S to, Target.TargetOptions targetOptions) {
    sharedForesight.change(host, fact.label(), foresee(fact, from, to, targetOptions));
  }

  /** Foresees that a command has run that was due. */
  void foretellDone(Fact<Boolean> due, Target.TargetOptions targetOptions) {
    foresight.bring(
        EarlierChange.of(due, own(due).map(Write::to).toList()),
        due,
        false,
        targetOptions.become());
  }

  /** From here on no requirement fails for certain, because of a step nobody can foretell. */
  public void markUncertain(String why) {
    uncertainReason = uncertainReason.or(() -> Optional.of(why));
    sharedForesight.markUncertain(host, why);
  }

  /** From here on nothing is certain: a step that is not understood may change anything. */
  public void unknown(String why) {
    markUncertain(why);
    write(List.of(new Place.Everything()), "anything", "is unknown: " + why);
  }

  /** What an unknown step wants something of is as unknown from here on. */
  public void doubt(List<Want> wants) {
    for (var want : wants) {
      switch (want) {
        case Want.Reach<?>(var fact, var _) ->
            write(
                fact.places(),
                fact.label(),
                "depends on %s, of which it is unknown what an earlier step would make"
                    .formatted(fact.label()));
        case Want.Perform perform -> foretell(perform);
        default -> {}
      }
    }
  }

  /** Foresees where something would write that is carried out, and no more than that. */
  void foretell(Want.Perform want) {
    var known = want.due().stream().flatMap(HostStateCache::own).toList();
    var places = want.writes().stream().filter(place -> !known.contains(place)).toList();
    boolean anywhere = places.stream().anyMatch(Place.Everything.class::isInstance);
    if (!places.isEmpty()) {
      write(
          places,
          "'%s'".formatted(want.label()),
          (anywhere
                  ? "is unknown, as '%s' may change anything: 'writes' in that step can narrow it"
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

  /** What an earlier step would change there. */
  Optional<String> changing(List<Place> places) {
    return foresight.at(places).map(EarlierChange::label);
  }

  SharedForesight prospects() {
    return sharedForesight;
  }

  public Optional<String> uncertainReason() {
    return uncertainReason;
  }

  private static FactView view(Fact<?> fact, Target.TargetOptions targetOptions) {
    return new FactView(targetOptions.become(), fact);
  }
}
