package runbook.modules.etcd.member;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static runbook.modules.etcd.member.EtcdMemberTest.memberCommands;
import static runbook.modules.etcd.member.EtcdMemberTest.module;
import static runbook.modules.etcd.member.MembershipExamples.SITE;
import static runbook.modules.etcd.member.MembershipExamples.among;
import static runbook.modules.etcd.member.MembershipExamples.bare;
import static runbook.modules.etcd.member.MembershipExamples.member;
import static runbook.modules.etcd.member.MembershipExamples.roster;
import static runbook.modules.etcd.member.MembershipExamples.unstarted;
import static runbook.modules.etcd.member.MembershipExamples.with;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import runbook.module.Change;
import runbook.modules.LocalModuleRunner;
import runbook.modules.etcd.ClusterMember;
import runbook.modules.etcd.member.EtcdMember.WantedMemberState;
import runbook.step.StepFailed;
import runbook.testkit.FakeHost;

/** Replaces a failed member: etcd4 is the old one, etcd3 the new one. */
class MemberReplacementTest {

  private static final ClusterMember OLD = member(4).at("etcd4", List.of("https://10.0.0.4:2380"));
  private static final ClusterMember NEW = unstarted(9, "", true).at("", SITE.peerUrls());
  private static final MembershipState FAILED = among(roster(member(1), member(2), OLD));
  private static final MembershipState REPLACED = among(roster(member(1), member(2), NEW));

  private static EtcdMember replacing(String name, boolean reset) {
    return module(WantedMemberState.REPLACED, reset, false, SITE.peerUrls(), Optional.of(name));
  }

  private static FakeHost host(String name, MembershipState from, MembershipState to) {
    var fact = new MembershipFact(MembershipExamples.site(SITE.peerUrls(), Optional.of(name)));
    return new FakeHost().has(fact, from).does(change -> true, fact, s -> to);
  }

  private static String refused(String name, MembershipState is) {
    var failed =
        assertThrows(
            StepFailed.class,
            () -> LocalModuleRunner.check(host(name, is, is)).call(replacing(name, false)));
    return failed.failure().message() + "\n" + failed.failure().hint();
  }

  @Test
  void theFailedMemberIsRemovedBeforeTheNewOneIsAdded() throws StepFailed {
    var host = host("etcd4", FAILED, REPLACED);
    var check = LocalModuleRunner.check(host).call(replacing("etcd4", false));
    assertEquals(List.of(), host.performed());
    assertEquals(
        check.differences(),
        LocalModuleRunner.run(host).call(replacing("etcd4", false)).differences());
    assertEquals(
        List.of(
            "member remove '4'",
            "member add 'etcd3' --learner --peer-urls='https://10.0.0.3:2380'"),
        memberCommands(host));
    assertFalse(LocalModuleRunner.run(host).call(replacing("etcd4", false)).changed());
  }

  @Test
  void interruptedReplacementIsContinued() throws StepFailed {
    var host = host("etcd4", among(roster(member(1), member(2))), REPLACED);
    LocalModuleRunner.run(host).call(replacing("etcd4", false));
    assertEquals(
        List.of("member add 'etcd3' --learner --peer-urls='https://10.0.0.3:2380'"),
        memberCommands(host));
  }

  @Test
  void aHealthyMemberIsNotReplaced() {
    var well =
        MembershipExamples.each(
            FAILED,
            p ->
                new EndpointAnswer(
                    p.endpoint(),
                    p.endpointReachability(),
                    p.id(),
                    p.leader(),
                    p.healthy(),
                    p.roster(),
                    p.trouble(),
                    OLD.clientUrls()));
    var said = refused("etcd4", well);
    assertTrue(said.startsWith("etcd4 at https://10.0.0.4:2380 has not failed"), said);
    assertTrue(said.contains("'state: absent'"), said);
  }

  @Test
  void wrongNameAddsNoMember() {
    var said = refused("etcd5", FAILED);
    assertTrue(said.contains("has no member 'etcd5'"), said);
    assertTrue(said.contains("etcd4 at https://10.0.0.4:2380"), said);
  }

  @Test
  void withoutMajorityNoMemberIsReplaced() {
    var alone = refused("etcd4", among(roster(member(1), member(2), OLD), 1));
    assertTrue(alone.contains("would have no majority: 1 of the other 2 members answer"), alone);
    var none = refused("etcd4", bare());
    assertTrue(none.startsWith("no member of the cluster answers"), none);
  }

  @Test
  void returningMemberKeepsItsDataByDefault() throws StepFailed {
    var lame = with(among(roster(member(1), member(2), member(3))), used());
    var said = refused("etcd3", lame);
    assertTrue(said.contains("'reset_data: true' stops etcd.service"), said);
    var host = host("etcd3", lame, REPLACED);
    LocalModuleRunner.run(host).call(replacing("etcd3", true));
    var changes =
        host.performed().stream().map(c -> ((Change.RunScript) c).script().text()).toList();
    assertTrue(changes.get(0).contains("member remove '3'"), changes.toString());
    assertTrue(changes.get(1).contains("move_aside"), changes.toString());
    assertTrue(changes.get(2).contains("member add 'etcd3'"), changes.toString());
    var whole = MembershipExamples.whole();
    assertFalse(
        LocalModuleRunner.run(host("etcd3", whole, whole))
            .call(replacing("etcd3", true))
            .changed());
  }

  @Test
  void dataOfFormerMemberAreMovedAsideOnRequest() throws StepFailed {
    var left = with(among(roster(member(1), member(2))), used());
    var fact = new MembershipFact(SITE);
    var host = new FakeHost().has(fact, left).does(c -> true, fact, MembershipState::withoutData);
    assertFalse(
        LocalModuleRunner.run(host).call(module(WantedMemberState.ABSENT, false, false)).changed());
    assertTrue(
        LocalModuleRunner.run(host).call(module(WantedMemberState.ABSENT, true, false)).changed());
    assertFalse(
        LocalModuleRunner.run(host).call(module(WantedMemberState.ABSENT, true, false)).changed());
  }

  private static DataDirState used() {
    return new DataDirState(true, true, List.of());
  }
}
