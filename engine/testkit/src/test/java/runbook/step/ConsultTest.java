package runbook.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import runbook.module.Fact;
import runbook.module.Module;
import runbook.module.Passage;
import runbook.module.Place;
import runbook.module.Question;
import runbook.module.Script;
import runbook.module.Unobtainable;
import runbook.module.Want;
import runbook.step.Counter.AtLeast;
import runbook.testkit.FakeHost;
import runbook.testkit.Sh;

final class ConsultTest {

  private static final Target.Manner MANNER =
      new Target.Manner(Optional.empty(), Fact.Detail.STATE, Duration.ofSeconds(5));

  private record Asked(boolean good, boolean spansHosts) implements Question {

    @Override
    public String label() {
      return "the weather";
    }

    @Override
    public Map<String, Object> ask(Passage host) throws Unobtainable {
      if (!good) {
        throw new Unobtainable("it rains", "take an umbrella");
      }
      return Map.of("tried", !host.rehearsal());
    }

    @Override
    public List<Place> places() {
      return Counter.named("a").places();
    }
  }

  private final Counter counter = Counter.named("a");
  private final FakeHost host =
      new FakeHost()
          .has(counter, 1)
          .has(Counter.named("b"), 1)
          .does(change -> change.toString().contains("'a' '5'"), counter, c -> 5);

  private Account call(boolean check, Want... wants) throws Exception {
    Module module = () -> List.of(wants);
    return new Call(host, new Picture(host), check, false, MANNER).of(module);
  }

  private static Want asked(String as, boolean good) {
    return new Want.Consult(as, new Asked(good, false));
  }

  private Want higher(String name) {
    return new AtLeast(Counter.named(name), 5).wants().getFirst();
  }

  @Test
  void theAnswerIsRegistered() throws Exception {
    assertEquals(Map.of("it", Map.of("tried", true)), call(false, asked("it", true)).values());
    assertEquals(Map.of("tried", false), call(true, asked("", true)).values());
    assertFalse(call(false, asked("", true)).changed());
  }

  @Test
  void anAnswerThatIsNotGoodFailsTheStepInCheckToo() {
    for (boolean check : List.of(true, false)) {
      var failed = assertThrows(StepFailed.class, () -> call(check, asked("", false)));
      assertEquals("it rains", failed.failure().message());
      assertEquals("take an umbrella", failed.failure().hint());
    }
  }

  @Test
  void checkDoesNotAskWhatAnEarlierChangeWouldAnswer() throws Exception {
    var account = call(true, higher("a"), asked("", false));
    assertTrue(account.unsure().orElseThrow().contains("an earlier step would change counter a"));
    assertThrows(StepFailed.class, () -> call(true, higher("b"), asked("", false)));
  }

  @Test
  void checkDoesNotAskAcrossHostsWhatAChangeOnOneOfThemWouldAnswer() throws Exception {
    var prospects = new Prospects();
    var other = new Picture(host, "other", prospects);
    var own = new Picture(host, "own", prospects);
    Module across = () -> List.of(new Want.Consult("", new Asked(false, true)));
    Module alone = () -> List.of(new Want.Consult("", new Asked(false, false)));

    Module elsewhere = () -> List.of(higher("b"));
    new Call(host, other, true, false, MANNER).of(elsewhere);
    assertThrows(StepFailed.class, () -> new Call(host, own, true, false, MANNER).of(across));

    Module change = () -> List.of(higher("a"));
    new Call(host, other, true, false, MANNER).of(change);
    var account = new Call(host, own, true, false, MANNER).of(across);
    var why = account.unsure().orElseThrow();
    assertTrue(why.contains("an earlier step would change counter a on other"), why);
    assertThrows(StepFailed.class, () -> new Call(host, own, true, false, MANNER).of(alone));
  }

  @Test
  void aScriptOfAQuestionRunsLikeAQuery() throws Exception {
    for (var sh : Sh.installed()) {
      var answer = sh.target().ask(Script.of("echo {}; cat; exit 3", "it's"), MANNER);
      assertEquals("it's\n", answer.text());
      assertEquals(3, answer.exit());
    }
  }
}
