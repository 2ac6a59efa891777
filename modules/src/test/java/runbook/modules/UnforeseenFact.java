package runbook.modules;

import java.util.List;
import java.util.Map;
import runbook.module.Change;
import runbook.module.Difference;
import runbook.module.Fact;
import runbook.module.Module;
import runbook.module.Place;
import runbook.module.Script;
import runbook.module.ScriptOutput;
import runbook.module.Unreadable;
import runbook.module.Want;
import runbook.module.Write;

/** A fact without its own {@code foresee}, to test the default. */
record UnforeseenFact<S>(Fact<S> fact) implements Fact<S> {

  /** Returns the module with its facts replaced by such facts. */
  static Module of(Module module) {
    return () -> module.wants().stream().map(UnforeseenFact::of).toList();
  }

  private static Want of(Want want) {
    return switch (want) {
      case Want.Reach<?> reach -> of(reach);
      case Want.Require<?> require -> of(require);
      case Want.Look<?> look -> of(look);
      case Want.Await<?> await -> of(await);
      case Want.Obtain<?> obtain -> of(obtain);
      case Want.Perform perform ->
          new Want.Perform(
              perform.label(),
              perform.runCommand(),
              perform.effect(),
              perform.due().map(UnforeseenFact::new),
              perform.writes());
      case Want.Reconnect reconnect ->
          new Want.Reconnect(
              reconnect.label(),
              reconnect.runCommand(),
              new UnforeseenFact<>(reconnect.identity()),
              reconnect.within(),
              reconnect.ready());
      case Want.Consult _, Want.Pause _, Want.Tell _, Want.Assign _, Want.Refuse _ -> want;
    };
  }

  private static <S> Want of(Want.Reach<S> want) {
    return new Want.Reach<>(new UnforeseenFact<>(want.fact()), want.wish());
  }

  private static <S> Want of(Want.Require<S> want) {
    return new Want.Require<>(new UnforeseenFact<>(want.fact()), want.met(), want.otherwise());
  }

  private static <S> Want of(Want.Look<S> want) {
    return new Want.Look<>(want.as(), new UnforeseenFact<>(want.fact()));
  }

  private static <S> Want of(Want.Await<S> want) {
    return new Want.Await<>(
        new UnforeseenFact<>(want.fact()),
        want.met(),
        want.within(),
        want.otherwise(),
        want.every());
  }

  private static <S> Want of(Want.Obtain<S> want) {
    return new Want.Obtain<>(want.as(), new UnforeseenFact<>(want.given()), want.supply());
  }

  private static Write of(Write write) {
    return write instanceof Write.State<?> state ? of(state) : write;
  }

  private static <S> Write of(Write.State<S> write) {
    return Write.of(new UnforeseenFact<>(write.fact()), write.state());
  }

  @Override
  public String label() {
    return fact.label();
  }

  @Override
  public Script query(Detail detail) {
    return fact.query(detail);
  }

  @Override
  public S read(ScriptOutput scriptOutput) throws Unreadable {
    return fact.read(scriptOutput);
  }

  @Override
  public List<Change> changes(S from, S to) {
    return fact.changes(from, to);
  }

  @Override
  public List<Difference> differences(S from, S to) {
    return fact.differences(from, to);
  }

  @Override
  public Map<String, Object> values(S state) {
    return fact.values(state);
  }

  @Override
  public List<Place> places() {
    return fact.places();
  }

  @Override
  public List<Place> reads() {
    return fact.reads();
  }

  @Override
  public List<Write> writes(S from, S to) {
    return fact.writes(from, to).stream().map(UnforeseenFact::of).toList();
  }
}
