package runbook.modules.etcd.member;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static runbook.modules.etcd.member.Standings.among;
import static runbook.modules.etcd.member.Standings.member;
import static runbook.modules.etcd.member.Standings.roster;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import runbook.modules.Machine;
import runbook.modules.etcd.Member;
import runbook.modules.etcd.Roster;
import runbook.step.StepFailed;
import runbook.testkit.FakeHost;

/** Whether etcd3 can be started again; it and whoever else is not down answers. */
class AbsenceTest {

  private static final StandingFact FACT = new StandingFact(Standings.SITE);

  private static FakeHost host(Standing is) {
    return new FakeHost().has(FACT, is);
  }

  private static void spares(Standing is) throws StepFailed {
    var absence = new Absence(Standings.SITE, Duration.ZERO);
    assertTrue(Machine.check(host(is)).call(absence::wants).unsure().isEmpty());
    Machine.run(host(is)).call(absence::wants);
  }

  private static StepFailed refuses(Standing is) throws StepFailed {
    var absence = new Absence(Standings.SITE, Duration.ZERO);
    assertTrue(Machine.check(host(is)).call(absence::wants).unsure().isPresent());
    return assertThrows(StepFailed.class, () -> Machine.run(host(is)).call(absence::wants));
  }

  /** A cluster of which the first members, and no others, are well; the inventory names three. */
  private static Standing cluster(int voters, int well) {
    var members = IntStream.rangeClosed(1, voters).mapToObj(Standings::member).toList();
    var urls = members.stream().limit(well).flatMap(m -> m.clientUrls().stream()).toList();
    return Standings.each(
        among(roster(members.toArray(Member[]::new)), 3),
        peer ->
            new Peer(
                peer.endpoint(),
                peer.door(),
                peer.id(),
                peer.leader(),
                peer.healthy(),
                peer.roster(),
                peer.trouble(),
                urls));
  }

  @ParameterizedTest
  @CsvSource({"3,3", "4,4", "5,4", "5,5", "6,5", "7,5"})
  void aClusterWithMoreThanItsQuorumSparesAMember(int voters, int well) throws StepFailed {
    spares(cluster(voters, well));
  }

  @ParameterizedTest
  @CsvSource({"4,3", "5,3", "6,4", "7,4"})
  void aClusterWithItsQuorumAndNoMoreDoesNot(int voters, int well) throws StepFailed {
    assertTrue(
        refuses(cluster(voters, well)).failure().message().contains("would take the quorum"));
  }

  @Test
  void whoIsDownIsNamedAndWhatToDo() throws StepFailed {
    var failure = refuses(among(roster(member(1), member(2), member(3)), 2, 3)).failure();
    assertEquals(
        "to start etcd3 again would take the quorum away from its cluster: etcd1 does not answer,"
            + " so 2 of 3 members are well, and 3 are needed to miss one of them",
        failure.message());
    assertEquals(
        "bring it up, or remove it from the cluster by 'state: absent'; the role etcd_start does"
            + " it all the same with -e etcd_restart_without_quorum=true",
        failure.hint());
  }

  @Test
  void oneAloneAndTwoThatAreWellCannotBeStartedAgainInAnyOtherWay() throws StepFailed {
    spares(among(roster(member(3)), 3));
    spares(among(roster(member(2), member(3)), 2, 3));
    refuses(among(roster(member(2), member(3)), 3));
  }

  @Test
  void whoDoesNotRunOrHasNoVoteIsNotMissed() throws StepFailed {
    var three = roster(member(1), member(2), member(3));
    spares(among(three, 1, 2));
    spares(among(new Roster(three.cluster(), List.of()), 1));
    spares(among(roster(member(1), member(2), member(3).learner(true)), 2, 3));
  }

  @Test
  void aLearnerThatIsDownIsNotMissedEither() throws StepFailed {
    spares(among(roster(member(1).learner(true), member(2), member(3)), 2, 3));
  }
}
