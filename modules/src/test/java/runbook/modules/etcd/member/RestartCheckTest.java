package runbook.modules.etcd.member;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static runbook.modules.etcd.member.MembershipExamples.among;
import static runbook.modules.etcd.member.MembershipExamples.member;
import static runbook.modules.etcd.member.MembershipExamples.roster;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import runbook.modules.LocalModuleRunner;
import runbook.modules.etcd.ClusterMember;
import runbook.modules.etcd.MemberList;
import runbook.step.StepFailed;
import runbook.testkit.FakeHost;

/** Tests whether etcd3 may restart; all members that are not down answer. */
class RestartCheckTest {

  private static final MembershipFact FACT = new MembershipFact(MembershipExamples.SITE);

  private static FakeHost host(MembershipState is) {
    return new FakeHost().has(FACT, is);
  }

  private static void assertRestartAllowed(MembershipState is) throws StepFailed {
    var restartCheck = new RestartCheck(MembershipExamples.SITE, Duration.ZERO);
    assertTrue(
        LocalModuleRunner.check(host(is)).call(restartCheck::wants).unsureReason().isEmpty());
    LocalModuleRunner.run(host(is)).call(restartCheck::wants);
  }

  private static StepFailed refuses(MembershipState is) throws StepFailed {
    var restartCheck = new RestartCheck(MembershipExamples.SITE, Duration.ZERO);
    assertTrue(
        LocalModuleRunner.check(host(is)).call(restartCheck::wants).unsureReason().isPresent());
    return assertThrows(
        StepFailed.class, () -> LocalModuleRunner.run(host(is)).call(restartCheck::wants));
  }

  /** A cluster in which only the first members are healthy; the inventory has three. */
  private static MembershipState cluster(int voters, int well) {
    var members = IntStream.rangeClosed(1, voters).mapToObj(MembershipExamples::member).toList();
    var urls = members.stream().limit(well).flatMap(m -> m.clientUrls().stream()).toList();
    return MembershipExamples.each(
        among(roster(members.toArray(ClusterMember[]::new)), 3),
        endpointAnswer ->
            new EndpointAnswer(
                endpointAnswer.endpoint(),
                endpointAnswer.endpointReachability(),
                endpointAnswer.id(),
                endpointAnswer.leader(),
                endpointAnswer.healthy(),
                endpointAnswer.roster(),
                endpointAnswer.trouble(),
                urls));
  }

  @ParameterizedTest
  @CsvSource({"3,3", "4,4", "5,4", "5,5", "6,5", "7,5"})
  void clusterWithMoreThanQuorumSparesMember(int voters, int well) throws StepFailed {
    assertRestartAllowed(cluster(voters, well));
  }

  @ParameterizedTest
  @CsvSource({"4,3", "5,3", "6,4", "7,4"})
  void clusterWithBareQuorumSparesNoMember(int voters, int well) throws StepFailed {
    assertTrue(
        refuses(cluster(voters, well)).failure().message().contains("would take the quorum"));
  }

  @Test
  void failedMembersAreNamedWithAHint() throws StepFailed {
    var failure = refuses(among(roster(member(1), member(2), member(3)), 2, 3)).failure();
    assertEquals(
        "to restart etcd3 would take the quorum away from its cluster: etcd1 does not answer, so 2"
            + " of 3 members are healthy, and 3 are needed to restart one of them",
        failure.message());
    assertEquals(
        "start it, or remove it from the cluster with 'state: absent'; the role etcd_start restarts"
            + " anyway with -e etcd_restart_without_quorum=true",
        failure.hint());
  }

  @Test
  void oneOrTwoHealthyMembersMayRestart() throws StepFailed {
    assertRestartAllowed(among(roster(member(3)), 3));
    assertRestartAllowed(among(roster(member(2), member(3)), 2, 3));
    refuses(among(roster(member(2), member(3)), 3));
  }

  @Test
  void stoppedMembersAndLearnersMayRestart() throws StepFailed {
    var three = roster(member(1), member(2), member(3));
    assertRestartAllowed(among(three, 1, 2));
    assertRestartAllowed(among(new MemberList(three.cluster(), List.of()), 1));
    assertRestartAllowed(among(roster(member(1), member(2), member(3).learner(true)), 2, 3));
  }

  @Test
  void failedLearnerDoesNotMatter() throws StepFailed {
    assertRestartAllowed(among(roster(member(1).learner(true), member(2), member(3)), 2, 3));
  }
}
