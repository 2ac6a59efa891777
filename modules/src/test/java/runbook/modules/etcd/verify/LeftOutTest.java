package runbook.modules.etcd.verify;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import runbook.module.Answer;
import runbook.module.Fact;
import runbook.module.Script;
import runbook.module.Unobtainable;
import runbook.module.param.HostPath;
import runbook.modules.Mute;
import runbook.modules.etcd.Etcdctl;
import runbook.modules.etcd.verify.Wanted.Place;
import runbook.modules.etcd.verify.Ways.Via;
import runbook.step.Target;

/** A member that is not there because the play leaves its host out is missing all the same. */
class LeftOutTest {

  /** The way to a cluster that has three members. */
  private static final class Three implements Mute {
    private static final Target.Manner HOW =
        new Target.Manner(Optional.empty(), Fact.Detail.STATE, Duration.ofSeconds(10));

    private final FakeCluster cluster = new FakeCluster();

    @Override
    public Answer run(Script script) {
      return cluster.ask(script, HOW);
    }

    @Override
    public boolean rehearsal() {
      return true;
    }
  }

  private static String trouble(String... leftOut) {
    var places =
        Stream.of("1", "2", "3", "4")
            .map(i -> new Place("etcd" + i, "10.0.0." + i, 2379, 2380, true))
            .toList();
    var month = Duration.ofDays(30);
    var wanted = new Wanted(places, true, "", 1L << 31, month, month, List.of());
    var pki = Optional.of(new HostPath("/pki"));
    var etcdctl = new Etcdctl(new HostPath("/etcdctl"), pki, pki, pki);
    var ways = new Ways(Via.ETCDCTL, etcdctl, Optional.empty(), Optional.empty());
    var inquiry =
        new Inquiry(wanted, ways, Duration.ZERO, false, List.of(leftOut), Optional.empty());
    return assertThrows(Unobtainable.class, () -> inquiry.ask(new Three())).hint();
  }

  @Test
  void thatItWasLeftOutIsSaidOfAMemberThatDoesNotAnswer() {
    var trouble = trouble("etcd1", "etcd4");
    assertTrue(trouble.contains("no answer from etcd4"), trouble);
    assertTrue(trouble.contains("\netcd4 is left out of this play, as by --limit"), trouble);
  }

  @Test
  void aMemberOfThePlayThatDoesNotAnswerIsNotExcused() {
    var trouble = trouble("etcd1");
    assertTrue(trouble.contains("no answer from etcd4"), trouble);
    assertFalse(trouble.contains("left out"), trouble);
  }
}
