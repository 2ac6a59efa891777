package runbook.modules.etcd.verify;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import runbook.module.Fact;
import runbook.module.Module;
import runbook.module.Want;
import runbook.modules.etcd.verify.Wanted.Place;
import runbook.step.Call;
import runbook.step.Picture;
import runbook.step.StepFailed;
import runbook.step.Target;

/** A member that is not there because the play leaves its host out is missing all the same. */
class LeftOutTest {

  private static final Target.Manner HOW =
      new Target.Manner(Optional.empty(), Fact.Detail.STATE, Duration.ofSeconds(10));

  private static String trouble(String... leftOut) throws Exception {
    var places =
        Stream.of("1", "2", "3", "4")
            .map(i -> new Place("etcd" + i, "10.0.0." + i, 2379, 2380, false))
            .toList();
    var month = Duration.ofDays(30);
    var wanted = new Wanted(places, false, "", 1L << 31, month, month, List.of());
    var nobody = new ClientIdentity(Optional.empty(), Optional.empty(), Optional.empty());
    var inquiry =
        new Inquiry(wanted, nobody, Duration.ZERO, false, List.of(leftOut), Optional.empty());
    Module module = () -> List.of(new Want.Consult("", inquiry));
    try (var cluster = new FakeCluster()) {
      var call = new Call(cluster, new Picture(cluster), true, false, HOW);
      return assertThrows(StepFailed.class, () -> call.of(module)).failure().hint();
    }
  }

  @Test
  void thatItWasLeftOutIsSaidOfAMemberThatDoesNotAnswer() throws Exception {
    var trouble = trouble("etcd1", "etcd4");
    assertTrue(trouble.contains("no answer from etcd4"), trouble);
    assertTrue(trouble.contains("\netcd4 is left out of this play, as by --limit"), trouble);
  }

  @Test
  void aMemberOfThePlayThatDoesNotAnswerIsNotExcused() throws Exception {
    var trouble = trouble("etcd1");
    assertTrue(trouble.contains("no answer from etcd4"), trouble);
    assertFalse(trouble.contains("left out"), trouble);
  }
}
