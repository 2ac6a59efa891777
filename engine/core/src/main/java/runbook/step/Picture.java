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
import runbook.module.Fact;
import runbook.module.Unforeseeable;

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
  private final Map<View, Sight<?>> seen = new LinkedHashMap<>();
  private Foresight foresight = new Foresight();
  private Set<View> ahead = Set.of();
  private final Set<Fact<?>> doubts = new LinkedHashSet<>();
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
    seen.clear();
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
      learn(missing, target.look(missing, manner), manner);
    }
  }

  /** The state of a fact, by what was seen and what is foreseen. */
  <S> Sight<S> see(Fact<S> fact, Target.Manner manner)
      throws StepFailed, Unreachable, InterruptedException {
    var doubt = doubts.stream().filter(d -> d.equals(fact) || fact.touchedBy(d)).findFirst();
    if (doubt.isPresent()) {
      return new Sight.Unforeseen<>(
          "it is unknown what an earlier step would make of " + doubt.get().label());
    }
    look(List.of(fact), manner);
    var own = foresight.of(fact);
    return switch (sight(fact, manner)) {
      case Sight.Known<S>(S state) -> foreseen(fact, own, state);
      case Sight.Illegible<S> illegible -> own.<Sight<S>>map(Sight.Known::new).orElse(illegible);
      case Sight.Unforeseen<S> unforeseen -> unforeseen;
    };
  }

  /** The state of a fact at this moment, whatever was seen before. */
  <S> Sight<S> seeAgain(Fact<S> fact, Target.Manner manner)
      throws StepFailed, Unreachable, InterruptedException {
    seen.remove(view(fact, manner));
    return see(fact, manner);
  }

  /** Time has gone by: nothing that was seen before counts any more. */
  public void lapse() {
    seen.clear();
  }

  /** Time has gone by: what the coming steps need is looked at again, all else is forgotten. */
  void lookAgain(Target.Manner manner) throws StepFailed, Unreachable, InterruptedException {
    look(changed(manner), manner);
  }

  private <S> Sight<S> foreseen(Fact<S> fact, Optional<S> own, S seenNow) {
    try {
      if (own.isPresent()) {
        return new Sight.Known<>(fact.seenAgain(own.get(), seenNow, foresight));
      }
      var stranger = foresight.stranger(fact);
      if (stranger.isPresent()) {
        throw new Unforeseeable(
            "what becomes of %s depends on %s, which an earlier step would change"
                .formatted(fact.label(), stranger.get().label()));
      }
      return new Sight.Known<>(fact.foresee(seenNow, foresight));
    } catch (Unforeseeable e) {
      return new Sight.Unforeseen<>(e.getMessage());
    }
  }

  @SuppressWarnings("unchecked") // learn() pairs a fact with its own sight only
  private <S> Sight<S> sight(Fact<S> fact, Target.Manner manner) {
    return (Sight<S>) seen.get(view(fact, manner));
  }

  void learn(List<? extends Fact<?>> facts, List<Sight<?>> sights, Target.Manner manner) {
    for (int i = 0; i < facts.size(); i++) {
      seen.put(view(facts.get(i), manner), sights.get(i));
    }
  }

  /** Forgets what changes of the facts may have changed; returns what to look at again. */
  List<Fact<?>> changed(List<? extends Fact<?>> facts, Target.Manner manner) {
    Predicate<Fact<?>> touched =
        fact ->
            facts.stream().anyMatch(f -> f.equals(fact) || fact.touchedBy(f) || f.touches(fact));
    seen.keySet().removeIf(view -> touched.test(view.fact()));
    var again = new LinkedHashSet<Fact<?>>(facts);
    needed(manner).filter(touched).forEach(again::add);
    return List.copyOf(again);
  }

  /** Forgets everything: a command may have changed it. Returns what to look at again. */
  List<Fact<?>> changed(Target.Manner manner) {
    seen.clear();
    return needed(manner).toList();
  }

  private Stream<Fact<?>> needed(Target.Manner manner) {
    return ahead.stream().filter(v -> v.become().equals(manner.become())).map(View::fact);
  }

  /** What was foreseen has come about, or has not: from here on only what is seen counts. */
  void awake() {
    foresight.clear();
  }

  /** What is foreseen now, to come back to when a step fails that has foreseen more. */
  Foresight foreseen() {
    return foresight.copy();
  }

  void backTo(Foresight earlier) {
    foresight = earlier;
  }

  <S> void foresee(Fact<S> fact, S state) {
    // These first: what they say of the fact itself it knows better.
    fact.companions(state).forEach(this::foresee);
    foresight.record(fact, state);
  }

  private <S> void foresee(Fact.Companion<S> companion) {
    foresee(companion.fact(), companion.state());
  }

  /** From here on nothing is certain, because of a step whose doings nobody can foretell. */
  public void cloud(String why) {
    clouded = clouded.or(() -> Optional.of(why));
    prospects.cloud(host, why);
  }

  /** What an unknown step wants something of is as unknown from here on. */
  void doubt(List<? extends Fact<?>> facts) {
    doubts.addAll(facts);
    facts.forEach(fact -> prospects.change(host, fact));
  }

  /** A fact that earlier steps would change, or may. */
  Optional<Fact<?>> changing(Predicate<Fact<?>> which) {
    return Stream.<Fact<?>>concat(foresight.changed().stream(), doubts.stream())
        .filter(which)
        .findFirst();
  }

  /** Foresees, for other hosts to know as well. */
  <S> void foretell(Fact<S> fact, S state) {
    foresee(fact, state);
    prospects.change(host, fact);
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
