package runbook.step;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import runbook.module.Change;
import runbook.module.Fact;
import runbook.module.ForeseenStates;
import runbook.module.Module;
import runbook.module.Place;
import runbook.module.Script;
import runbook.module.ScriptOutput;
import runbook.module.Want;
import runbook.module.Write;

/** A test fact: a named number. If it follows another number, it is never lower. */
public record CounterFact(String name, Optional<String> follows) implements Fact<Integer> {

  public static CounterFact named(String name) {
    return new CounterFact(name, Optional.empty());
  }

  @Override
  public String label() {
    return "counter " + name;
  }

  @Override
  public Script query(Detail detail) {
    return Script.of("cat {}", "/counters/" + name);
  }

  @Override
  public Integer read(ScriptOutput scriptOutput) {
    return Integer.parseInt(scriptOutput.text().strip());
  }

  @Override
  public List<Change> changes(Integer from, Integer to) {
    return List.of(new Change.RunScript(Script.of("set {} {}", name, to)));
  }

  @Override
  public Integer foresee(Integer seen, ForeseenStates earlier) {
    return follows.flatMap(f -> earlier.of(named(f))).map(f -> Math.max(f, seen)).orElse(seen);
  }

  @Override
  public List<Place> places() {
    return Stream.concat(Stream.of(name), follows.stream()).map(CounterFact::place).toList();
  }

  @Override
  public List<Write> writes(Integer from, Integer to) {
    return List.of(Write.to(place(name)));
  }

  private static Place place(String name) {
    return new Place.Setting("counter", name);
  }

  @Override
  public Map<String, Object> values(Integer state) {
    return Map.of("count", state);
  }

  /** Wants a counter to reach a minimum. */
  public record AtLeast(CounterFact counter, int count) implements Module {
    @Override
    public List<Want> wants() {
      return List.of(new Want.Reach<>(counter, c -> Math.max(c, count)));
    }
  }

  /** Fails if a counter is below a minimum. */
  public record Needs(CounterFact counter, int count) implements Module {
    @Override
    public List<Want> wants() {
      return List.of(new Want.Require<>(counter, c -> c >= count, counter.name + " is too low"));
    }
  }
}
