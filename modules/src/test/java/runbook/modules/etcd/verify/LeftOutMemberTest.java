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
import runbook.modules.etcd.verify.WantedCluster.MemberAddress;
import runbook.step.HostStateCache;
import runbook.step.ModuleCall;
import runbook.step.StepFailed;
import runbook.step.Target;

/** A member is missing even if the play does not include its host. */
class LeftOutMemberTest {

  private static final Target.TargetOptions HOW =
      new Target.TargetOptions(Optional.empty(), Fact.Detail.STATE, Duration.ofSeconds(10));

  private static String failureMessage(String... leftOut) throws Exception {
    var places =
        Stream.of("1", "2", "3", "4")
            .map(i -> new MemberAddress("etcd" + i, "10.0.0." + i, 2379, 2380, false))
            .toList();
    var month = Duration.ofDays(30);
    var wantedCluster = new WantedCluster(places, false, "", 1L << 31, month, month, List.of());
    var withoutCertificate =
        new ClientIdentity(Optional.empty(), Optional.empty(), Optional.empty());
    var clusterVerification =
        new ClusterVerification(
            wantedCluster,
            withoutCertificate,
            Duration.ZERO,
            false,
            List.of(leftOut),
            Optional.empty());
    Module module = () -> List.of(new Want.Consult("", clusterVerification));
    try (var cluster = new FakeCluster()) {
      var moduleCall = new ModuleCall(cluster, new HostStateCache(cluster), true, false, HOW);
      return assertThrows(StepFailed.class, () -> moduleCall.run(module)).failure().hint();
    }
  }

  @Test
  void reportSaysThatMissingMemberIsNotInThePlay() throws Exception {
    var trouble = failureMessage("etcd1", "etcd4");
    assertTrue(trouble.contains("no answer from etcd4"), trouble);
    assertTrue(trouble.contains("\netcd4 is left out of this play, as with --limit"), trouble);
  }

  @Test
  void silentMemberOfPlayIsNotExcused() throws Exception {
    var trouble = failureMessage("etcd1");
    assertTrue(trouble.contains("no answer from etcd4"), trouble);
    assertFalse(trouble.contains("left out"), trouble);
  }
}
