package runbook.modules.etcd.member;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static runbook.modules.etcd.member.MembershipExamples.ALL;
import static runbook.modules.etcd.member.MembershipExamples.SITE;
import static runbook.modules.etcd.member.MembershipExamples.among;
import static runbook.modules.etcd.member.MembershipExamples.bare;
import static runbook.modules.etcd.member.MembershipExamples.member;
import static runbook.modules.etcd.member.MembershipExamples.roster;
import static runbook.modules.etcd.member.MembershipExamples.unstarted;
import static runbook.modules.etcd.member.MembershipExamples.whole;
import static runbook.modules.etcd.member.MembershipExamples.with;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import runbook.module.Change;
import runbook.module.Fact;
import runbook.module.ForeseenStates;
import runbook.module.Place;
import runbook.module.Unforeseeable;
import runbook.module.param.HostPath;
import runbook.modules.LocalModuleRunner;
import runbook.modules.etcd.ClusterMember;
import runbook.modules.etcd.member.EtcdMember.WantedMemberState;
import runbook.modules.file.FileFact;
import runbook.modules.systemd.ReloadNeed;
import runbook.modules.systemd.UnitFact;
import runbook.modules.systemd.UnitName;
import runbook.modules.systemd.UnitState;
import runbook.step.StepFailed;
import runbook.testkit.FakeHost;

/** Tests the module on a host in memory: from cluster states to commands of etcdctl. */
class EtcdMemberTest {

  private static final MembershipFact FACT = new MembershipFact(SITE);
  private static final List<ClusterMember> OTHERS = List.of(member(1), member(2));

  static EtcdMember module(WantedMemberState wantedMemberState, boolean reset, boolean replace) {
    return module(wantedMemberState, reset, replace, SITE.peerUrls(), Optional.empty());
  }

  static EtcdMember module(
      WantedMemberState wantedMemberState,
      boolean reset,
      boolean replace,
      List<String> urls,
      Optional<String> replaces) {
    return new EtcdMember(
        SITE.name(),
        wantedMemberState,
        SITE.members(),
        SITE.token(),
        SITE.endpoints(),
        urls,
        SITE.dataDir(),
        Optional.empty(),
        SITE.unit(),
        List.of(),
        SITE.etcdctl().binary(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Duration.ZERO,
        reset,
        replace,
        replaces);
  }

  private static FakeHost host(MembershipState from, MembershipState to) {
    return new FakeHost().has(FACT, from).does(change -> true, FACT, s -> to);
  }

  /** Returns the commands for etcdctl and systemctl, without connection options. */
  static List<String> memberCommands(FakeHost host) {
    return host.performed().stream()
        .flatMap(change -> ((Change.RunScript) change).script().text().lines())
        .map(String::strip)
        .filter(line -> line.startsWith("change_members"))
        .map(line -> line.replaceAll("^change_members( '[^']*'){4} ", ""))
        .toList();
  }

  @Test
  void newHostInNewClusterNeedsNothing() throws StepFailed {
    var host = host(bare(), bare());
    var callResult =
        LocalModuleRunner.run(host).call(module(WantedMemberState.ANNOUNCED, false, false));
    assertFalse(callResult.changed());
    assertEquals(
        Map.of(
            "phase",
            "bootstrap",
            "initial_cluster_state",
            "new",
            "initial_cluster",
            ALL,
            "initial_cluster_token",
            SITE.token()),
        callResult.values());
  }

  @Test
  void newLearnerIsAddedToTheCluster() throws StepFailed {
    var to = among(roster(member(1), member(2), unstarted(9, "", true).at("", SITE.peerUrls())));
    var host = host(among(roster(member(1), member(2))), to);
    var check =
        LocalModuleRunner.check(host).call(module(WantedMemberState.ANNOUNCED, false, false));
    assertEquals(List.of(), host.performed());
    var run = LocalModuleRunner.run(host).call(module(WantedMemberState.ANNOUNCED, false, false));
    assertEquals(check.differences(), run.differences());
    assertEquals(check.values(), run.values());
    assertEquals("join", run.values().get("phase"));
    assertEquals(
        List.of("member add 'etcd3' --learner --peer-urls='https://10.0.0.3:2380'"),
        memberCommands(host));
    assertFalse(
        LocalModuleRunner.run(host)
            .call(module(WantedMemberState.ANNOUNCED, false, false))
            .changed());
  }

  @Test
  void electionIsAwaited() throws StepFailed {
    var two = among(roster(member(1), member(2)));
    var to = among(roster(member(1), member(2), unstarted(9, "", true).at("", SITE.peerUrls())));
    var host = host(MembershipExamples.electing(two), to).comes(FACT, two, 3);
    var joinPreparation = new JoinPreparation(SITE, Duration.ofSeconds(20), false, false);
    assertEquals(
        "join", LocalModuleRunner.run(host).call(joinPreparation::wants).values().get("phase"));
  }

  @Test
  void clusterWithoutLeaderCannotBeJoined() throws StepFailed {
    var two = MembershipExamples.electing(among(roster(member(1), member(2))));
    var failed =
        assertThrows(
            StepFailed.class,
            () ->
                LocalModuleRunner.run(host(two, two))
                    .call(module(WantedMemberState.ANNOUNCED, false, false)));
    assertEquals(
        "the cluster f9dd2b8f00c0ffee has no leader, so no host can join it",
        failed.failure().message());
    assertEquals("bring enough of its members back first", failed.failure().hint());
    var check =
        LocalModuleRunner.check(host(two, two))
            .call(module(WantedMemberState.ANNOUNCED, false, false));
    assertTrue(check.unsureReason().isPresent(), "it may elect one yet");
  }

  @Test
  void lostDataAreReplacedOnlyOnRequest() throws StepFailed {
    var lost = among(roster(member(1), member(2), member(3)));
    var failed =
        assertThrows(
            StepFailed.class,
            () ->
                LocalModuleRunner.check(host(lost, lost))
                    .call(module(WantedMemberState.ANNOUNCED, true, false)));
    assertTrue(failed.failure().hint().contains("'replace: true'"), failed.failure().hint());
    var to = among(roster(member(1), member(2), unstarted(9, "", true).at("", SITE.peerUrls())));
    var host = host(lost, to);
    LocalModuleRunner.run(host).call(module(WantedMemberState.ANNOUNCED, false, true));
    assertEquals(
        List.of(
            "member remove '3'",
            "member add 'etcd3' --learner --peer-urls='https://10.0.0.3:2380'"),
        memberCommands(host));
  }

  @Test
  void foreignDataAreMovedAsideAndNeverDeleted() throws StepFailed {
    var others =
        new DataDirState(
            true,
            true,
            List.of(
                unstarted(4, "default", false).at("default", List.of("http://localhost:2380"))));
    var host = host(with(bare(), others), bare());
    LocalModuleRunner.run(host).call(module(WantedMemberState.ANNOUNCED, true, false));
    var script = ((Change.RunScript) host.performed().getFirst()).script().whole();
    assertTrue(script.contains("mv \"$d/member\" \"$d/aside-$t/\""), script);
    assertFalse(script.contains("rm "), script);
  }

  @Test
  void memberNeededForMajorityIsNotRemoved() {
    var three = among(roster(member(1), member(2), member(3)), 2, 3);
    var failed =
        assertThrows(
            StepFailed.class,
            () ->
                LocalModuleRunner.run(host(three, three))
                    .call(module(WantedMemberState.ABSENT, false, false)));
    assertEquals(
        "without etcd3 at https://10.0.0.3:2380 the cluster f9dd2b8f00c0ffee would have no"
            + " majority: 1 of the other 2 members answer, 2 are needed",
        failed.failure().message());
  }

  @Test
  void memberLeavesCluster() throws StepFailed {
    var host = host(whole(), among(roster(member(1), member(2))));
    assertTrue(
        LocalModuleRunner.run(host).call(module(WantedMemberState.ABSENT, false, false)).changed());
    assertEquals(List.of("member remove '3'"), memberCommands(host));
    assertFalse(
        LocalModuleRunner.run(host).call(module(WantedMemberState.ABSENT, false, false)).changed());
  }

  @Test
  void lastMemberIsNotRemoved() {
    var alone = among(roster(member(3)), 3);
    var failed =
        assertThrows(
            StepFailed.class,
            () ->
                LocalModuleRunner.run(host(alone, alone))
                    .call(module(WantedMemberState.ABSENT, false, false)));
    assertTrue(failed.failure().message().contains("is the last member"));
  }

  @Test
  void peerUrlsAreUpdated() throws StepFailed {
    var urls = List.of("https://10.0.0.33:2380");
    var fact = new MembershipFact(MembershipExamples.site(urls, Optional.empty()));
    var moved = member(3).at("etcd3", urls);
    var to = among(roster(member(1), member(2), moved), 1, 2, 3);
    var host = new FakeHost().has(fact, whole()).does(change -> true, fact, s -> to);
    LocalModuleRunner.run(host)
        .call(module(WantedMemberState.UPDATED, false, false, urls, Optional.empty()));
    assertEquals(
        List.of("member update '3' --peer-urls='https://10.0.0.33:2380'"), memberCommands(host));
  }

  @Test
  void runningLearnerIsPromoted() throws StepFailed {
    var learner = roster(member(1), member(2), member(3).learner(true));
    var host = host(among(learner, 1, 2, 3), whole());
    assertTrue(
        LocalModuleRunner.run(host)
            .call(module(WantedMemberState.PRESENT, false, false))
            .changed());
    assertEquals(List.of("member promote '3'"), memberCommands(host));
    var script = ((Change.RunScript) host.performed().getFirst()).script().text();
    assertTrue(
        script.contains("change_members 'https://10.0.0.1:2379,https://10.0.0.2:2379' "),
        "voters only");
  }

  @Test
  void failedStartIsReportedWithAdviceForLog() throws StepFailed {
    var log = List.of("member 3 has already been bootstrapped");
    var failing =
        new MembershipState(
            DataDirState.NONE,
            bare().initialClusterSettings(),
            new MembershipState.EtcdUnit("activating", log),
            Optional.empty(),
            among(roster(OTHERS.get(0), OTHERS.get(1), unstarted(3, "etcd3", false))).peers(),
            false);
    var failed =
        assertThrows(
            StepFailed.class,
            () ->
                LocalModuleRunner.run(host(failing, failing))
                    .call(module(WantedMemberState.PRESENT, false, false)));
    assertTrue(
        failed
            .failure()
            .message()
            .startsWith(
                "etcd3 is known to its cluster, but has not started, etcd.service is activating"),
        failed.failure().message());
    assertTrue(failed.failure().hint().contains(log.getFirst()), failed.failure().hint());
    assertTrue(failed.failure().hint().lines().count() > 1, "the remedy, and the log");
    var check =
        LocalModuleRunner.check(host(failing, failing))
            .call(module(WantedMemberState.PRESENT, false, false));
    assertTrue(check.unsureReason().isPresent(), "it may come up yet");
  }

  /** Simulates an earlier step that would start the unit. */
  private record UnitStarted(Fact<?> unit) implements ForeseenStates {

    @Override
    @SuppressWarnings("unchecked") // the only fact it knows is a unit
    public <S> Optional<S> of(Fact<S> fact) {
      var running = new UnitState(true, "active", "enabled", ReloadNeed.NO, Optional.empty());
      return fact.equals(unit) ? Optional.of((S) running) : Optional.empty();
    }

    @Override
    public List<Fact<?>> changed(List<Class<? extends Fact<?>>> kinds) {
      return kinds.stream().anyMatch(kind -> kind.isInstance(unit)) ? List.of(unit) : List.of();
    }

    @Override
    public <P extends Place> List<P> written(Class<P> kind) {
      return List.of();
    }
  }

  @Test
  void checkPredictsMemberStartedByEarlierStep() throws Exception {
    var foreseen = FACT.foresee(bare(), new UnitStarted(new UnitFact(new UnitName(SITE.unit()))));
    assertTrue(foreseen.coming());
    assertFalse(FACT.foresee(bare(), new UnitStarted(new UnitFact(new UnitName("x")))).coming());
    var callResult =
        LocalModuleRunner.check(host(foreseen, foreseen))
            .call(module(WantedMemberState.PRESENT, false, false));
    assertFalse(callResult.changed());
    assertTrue(callResult.unsureReason().isEmpty());
  }

  @Test
  void checkIsUnknownIfClusterCannotBeAskedYet() {
    var file = new FileFact(SITE.etcdctl().binary());
    assertThrows(
        Unforeseeable.class,
        () ->
            FACT.foresee(
                MembershipExamples.blind(EndpointAnswer.EndpointReachability.OPEN),
                new UnitStarted(file)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ftp://10.0.0.1 | '' | 'ftp://10.0.0.1' is not a client URL of etcd",
        "https://10.0.0.1:2379 | other | 'members' has no 'other': add it with its peer URL, or"
            + " give 'peer_urls'",
        "'' | '' | 'endpoints' must name the client URL of a member"
      })
  void invalidParametersAreRefused(String endpoint, String name, String message) {
    var refused =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                new EtcdMember(
                    name.isEmpty() ? "etcd3" : name,
                    WantedMemberState.PRESENT,
                    SITE.members(),
                    SITE.token(),
                    endpoint.isEmpty() ? List.of() : List.of(endpoint),
                    List.of(),
                    Optional.of(new HostPath("/d")),
                    Optional.empty(),
                    "etcd",
                    List.of(),
                    new HostPath("/e"),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Duration.ZERO,
                    false,
                    false,
                    Optional.empty()));
    assertEquals(message, refused.getMessage());
  }
}
