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
import runbook.connection.Become;
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
public final class Picture {

  /** A fact as a user sees it: another user may not be allowed to look. */
  public record View(Optional<Become> become, Fact<?> fact) {}

  private final Target target;
  private final String host;
  private final Prospects prospects;
  private final Map<View, Knowledge<?>> seen = new LinkedHashMap<>();
  private final Links links = new Links();
  private Foresight foresight = new Foresight(links);
  private Set<View> ahead = Set.of();
  private Optional<String> clouded = Optional.empty();

  /** A host alone. */
  public Picture(Target target) {
    this(target, "", new Prospects());
  }

  /** A host among those of a run. */
  public Picture(Target target, String host, Prospects prospects) {
    this.target = target;
    this.host = host;
    this.prospects = prospects;
  }

  /** What the coming steps will need: looked at now, in one go for each user that acts. */
  public void lookAhead(Collection<View> views, Fact.Detail detail, Duration deadline)
      throws StepFailed, Unreachable, InterruptedException {
    // What was seen in an earlier stage is old news: hosts may have waited for each other since.
    lapse();
    ahead = new LinkedHashSet<>(views);
    lookAlong(ahead, detail, deadline);
  }

  /** Whether there is no need to ask the host for these. */
  public boolean hasSeen(Collection<View> views) {
    return seen.keySet().containsAll(views);
  }

  /** Those of them that have not been seen are looked at, in one go for each user that acts. */
  public void lookAlong(Collection<View> views, Fact.Detail detail, Duration deadline)
      throws StepFailed, Unreachable, InterruptedException {
    var byUser = new LinkedHashMap<Optional<Become>, List<Fact<?>>>();
    for (var view : views) {
      byUser.computeIfAbsent(view.become(), u -> new ArrayList<>()).add(view.fact());
    }
    for (var user : byUser.entrySet()) {
      look(user.getValue(), new Target.Manner(user.getKey(), detail, deadline));
    }
  }

  /** The coming steps need no more than these. */
  public void stillAhead(Collection<View> views) {
    ahead = new LinkedHashSet<>(views);
  }

  /** Makes sure that all of these have been looked at, with one round trip if any has not. */
  void look(List<? extends Fact<?>> facts, Target.Manner manner)
      throws StepFailed, Unreachable, InterruptedException {
    var missing =
        facts.stream().distinct().filter(f -> !seen.containsKey(view(f, manner))).toList();
    if (!missing.isEmpty()) {
      var all = withLinks(missing);
      learn(all, target.look(all, manner), manner);
    }
  }

  /** Together with the links on the way to where they look, as far as those are not known. */
  private List<Fact<?>> withLinks(List<? extends Fact<?>> facts) {
    var all = new ArrayList<Fact<?>>(facts);
    var places = 
        facts.stream()
            .flatMap(fact -> Stream.concat(fact.places().stream(), fact.reads().stream()))
            .toList();
    links.unknown(places).ifPresent(all::add);
    return all;
  }

  /** The state of a fact, by what was seen and what is foreseen. */
  <S> Knowledge<S> see(Fact<S> fact, Target.Manner manner)
      throws StepFailed, Unreachable, InterruptedException {
    var own = foresight.state(fact, manner.become());
    if (own.isPresent()) {
      return new Known<>(own.get());
    }
    look(List.of(fact), manner);
    return switch (sight(fact, manner)) {
      case Known<S>(S state) -> foresight.foresee(fact, state);
      case Invalid<S>(String why) when foresight.replaces(fact) ->
          new Unknown<>(
              "%s cannot be read before earlier steps are done: %s".formatted(fact.label(), why));
      case Invalid<S> illegible -> illegible;
      case Unknown<S> unforeseen -> unforeseen;
    };
  }

  /** The state of a fact at this moment, whatever was seen before. */
  <S> Knowledge<S> seeAgain(Fact<S> fact, Target.Manner manner)
      throws StepFailed, Unreachable, InterruptedException {
    seen.remove(view(fact, manner));
    return see(fact, manner);
  }

  /** Time has gone by: nothing that was seen before counts any more. */
  public void lapse() {
    seen.clear();
    links.forget();
  }

  /** Time has gone by: what the coming steps need is looked at again, all else is forgotten. */
  void lookAgain(Target.Manner manner) throws StepFailed, Unreachable, InterruptedException {
    lapse();
    look(needed(manner).toList(), manner);
  }

  @SuppressWarnings("unchecked") // learn() pairs a fact with its own sight only
  private <S> Knowledge<S> sight(Fact<S> fact, Target.Manner manner) {
    return (Knowledge<S>) seen.get(view(fact, manner));
  }

  void learn(List<? extends Fact<?>> facts, List<Knowledge<?>> sights, Target.Manner manner) {
    for (int i = 0; i < facts.size(); i++) {
      if (facts.get(i) instanceof LinksFact looked) {
        links.learn(looked, sights.get(i));
        foresight.learn(looked, sights.get(i));
      } else {
        seen.put(view(facts.get(i), manner), sights.get(i));
      }
    }
  }

  /**
   * Forgets what was seen where something was written; returns what to look at again.
   *
   * @param brought what is looked at in any case
   */
  List<Fact<?>> changed(
      List<Place> written, Collection<? extends Fact<?>> brought, Target.Manner manner) {
    var overlap = new Overlap(links);
    Predicate<Fact<?>> touched = fact -> overlap.any(written, fact);
    seen.keySet().removeIf(view -> touched.test(view.fact()));
    var again = new LinkedHashSet<Fact<?>>(brought);
    needed(manner).filter(touched).forEach(again::add);
    written.forEach(this::forgetLinks);
    return withLinks(List.copyOf(again));
  }

  private void forgetLinks(Place written) {
    switch (written) {
      case Place.Path(HostPath path) -> links.forget(path);
      case Place.Link(HostPath path, String _) -> links.forget(path);
      case Place.Itself(HostPath path) -> links.forget(path);
      case Place.Packages _, Place.Everything _ -> links.forget();
      default -> {}
    }
  }

  private Stream<Fact<?>> needed(Target.Manner manner) {
    return ahead.stream().filter(v -> v.become().equals(manner.become())).map(View::fact);
  }

  /** What was foreseen has come about, or has not: from here on only what is seen counts. */
  void awake() {
    foresight = new Foresight(links);
  }

  /** What is foreseen now, to come back to when a step fails that has foreseen more. */
  Foresight foreseen() {
    return foresight.copy();
  }

  void backTo(Foresight earlier) {
    foresight = earlier;
  }

  /** Foresees that a fact comes to a state; returns where that writes. */
  <S> List<Place> foresee(Fact<S> fact, S from, S to, Target.Manner manner) {
    var change = EarlierChange.of(fact, from, to);
    foresight.bring(change, fact, to, manner.become());
    return change.places();
  }

  /** Foresees, for other hosts to know as well. */
  <S> void foretell(Fact<S> fact, S from, S to, Target.Manner manner) {
    prospects.change(host, fact.label(), foresee(fact, from, to, manner));
  }

  /** Foresees that a command has run that was due. */
  void foretellDone(Fact<Boolean> due, Target.Manner manner) {
    foresight.bring(
        EarlierChange.of(due, own(due).map(Write::to).toList()), due, false, manner.become());
  }

  /** From here on no requirement fails for certain, because of a step nobody can foretell. */
  public void cloud(String why) {
    clouded = clouded.or(() -> Optional.of(why));
    prospects.cloud(host, why);
  }

  /** From here on nothing is certain: a step that is not understood may change anything. */
  public void unknown(String why) {
    cloud(why);
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
    var known = want.due().stream().flatMap(Picture::own).toList();
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
    prospects.change(host, label, places);
  }

  /** What an earlier step would change there. */
  Optional<String> changing(List<Place> places) {
    return foresight.at(places).map(EarlierChange::label);
  }

  Prospects prospects() {
    return prospects;
  }

  public Optional<String> clouded() {
    return clouded;
  }

  private static View view(Fact<?> fact, Target.Manner manner) {
    return new View(manner.become(), fact);
  }
}
