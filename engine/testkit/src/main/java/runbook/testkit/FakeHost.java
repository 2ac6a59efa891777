package runbook.testkit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import runbook.connection.Traffic;
import runbook.connection.Unreachable;
import runbook.event.Failure;
import runbook.knowledge.Invalid;
import runbook.knowledge.Knowledge;
import runbook.knowledge.Known;
import runbook.module.Change;
import runbook.module.Fact;
import runbook.step.StepFailed;
import runbook.step.Target;

/**
 * A host in memory with the states and effects of changes that a test defines. Other changes
 * succeed without any effect.
 */
public final class FakeHost implements Target {

  private record Effect<S>(Predicate<Change> when, Fact<S> fact, UnaryOperator<S> does) {}

  /** A state that appears after this many more looks. */
  private record Coming(Object state, int looks) {}

  private final Map<Fact<?>, Object> states = new HashMap<>();
  private final Map<String, String> greeting = new HashMap<>(Map.of("user", "root"));
  private final Map<Fact<?>, Coming> coming = new HashMap<>();
  private final List<Effect<?>> effects = new ArrayList<>();
  private final List<Change> performed = new ArrayList<>();
  private Optional<Predicate<Change>> refused = Optional.empty();
  private Optional<Predicate<Change>> deadly = Optional.empty();
  private CommandOutput result = new CommandOutput(0, "", "", 0);
  private boolean down;
  private volatile boolean unplugged;
  private int trips;

  public <S> FakeHost has(Fact<S> fact, S state) {
    states.put(fact, state);
    return this;
  }

  /** Puts the fact into this state after this many looks. */
  public <S> FakeHost comes(Fact<S> fact, S state, int looks) {
    coming.put(fact, new Coming(state, looks));
    return this;
  }

  /** Defines the effect of matching changes on a fact. */
  public <S> FakeHost does(Predicate<Change> when, Fact<S> fact, UnaryOperator<S> does) {
    effects.add(new Effect<>(when, fact, does));
    return this;
  }

  /** Makes matching changes fail. */
  public FakeHost refuses(Predicate<Change> when) {
    refused = Optional.of(when);
    return this;
  }

  /** Loses the host in the middle of a matching change. */
  public FakeHost diesOf(Predicate<Change> when) {
    deadly = Optional.of(when);
    return this;
  }

  /** Sets whether the host is down. */
  public FakeHost isDown(boolean isDown) {
    down = isDown;
    return this;
  }

  /** Lets the connection to the host end while nothing is asked of it. */
  public void unplug() {
    unplugged = true;
  }

  @Override
  public boolean isOpen() {
    return !unplugged;
  }

  public boolean isDown() {
    return down;
  }

  /** Sets the result of every command of the user. */
  public FakeHost answers(int exit, String out, String err) {
    result = new CommandOutput(exit, out, err, 0);
    return this;
  }

  /** Returns all performed changes, in order. */
  public synchronized List<Change> performed() {
    return List.copyOf(performed);
  }

  public Object state(Fact<?> fact) {
    return states.get(fact);
  }

  @Override
  public synchronized List<Knowledge<?>> look(
      List<? extends Fact<?>> facts, TargetOptions targetOptions) {
    trips++;
    return sights(facts);
  }

  @Override
  public synchronized PerformedChanges perform(
      List<Change> changes, List<? extends Fact<?>> again, TargetOptions targetOptions)
      throws StepFailed, Unreachable {
    trips++;
    Optional<CommandOutput> ran = Optional.empty();
    for (var change : changes) {
      if (deadly.filter(d -> d.test(change)).isPresent()) {
        throw new Unreachable("the host was lost", "see why it went down", null);
      }
      performed.add(change);
      if (refused.filter(r -> r.test(change)).isPresent()) {
        throw new StepFailed(Failure.of("the host refused " + change));
      }
      effects.stream().filter(e -> e.when().test(change)).forEach(this::apply);
      if (change instanceof Change.RunCommand) {
        ran = Optional.of(result);
      }
    }
    return new PerformedChanges(ran, sights(again));
  }

  @SuppressWarnings("unchecked") // has() pairs a fact with its own state only
  private <S> void apply(Effect<S> effect) {
    states.computeIfPresent(effect.fact(), (f, state) -> effect.does().apply((S) state));
  }

  private List<Knowledge<?>> sights(List<? extends Fact<?>> facts) {
    var sights = new ArrayList<Knowledge<?>>();
    for (var fact : facts) {
      Optional.ofNullable(coming.remove(fact)).ifPresent(next -> pass(fact, next));
      sights.add(
          states.containsKey(fact)
              ? new Known<>(states.get(fact))
              : new Invalid<>("the fake host has no state for " + fact.label()));
    }
    return sights;
  }

  private void pass(Fact<?> fact, Coming next) {
    if (next.looks() == 0) {
      states.put(fact, next.state());
    } else {
      coming.put(fact, new Coming(next.state(), next.looks() - 1));
    }
  }

  @Override
  public Map<String, String> loginFacts() {
    return greeting;
  }

  @Override
  public synchronized Traffic traffic() {
    return new Traffic(trips, 0, 0);
  }

  @Override
  public void close() {}
}
