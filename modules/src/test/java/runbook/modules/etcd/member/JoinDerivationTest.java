package runbook.modules.etcd.member;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static runbook.modules.etcd.member.MembershipExamples.ALL;
import static runbook.modules.etcd.member.MembershipExamples.SITE;
import static runbook.modules.etcd.member.MembershipExamples.among;
import static runbook.modules.etcd.member.MembershipExamples.bare;
import static runbook.modules.etcd.member.MembershipExamples.barred;
import static runbook.modules.etcd.member.MembershipExamples.blind;
import static runbook.modules.etcd.member.MembershipExamples.member;
import static runbook.modules.etcd.member.MembershipExamples.roster;
import static runbook.modules.etcd.member.MembershipExamples.unstarted;
import static runbook.modules.etcd.member.MembershipExamples.with;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import runbook.modules.etcd.ClusterMember;
import runbook.modules.etcd.MemberList;
import runbook.modules.etcd.member.EndpointAnswer.EndpointReachability;
import runbook.modules.etcd.member.JoinPlan.JoinBlocked;
import runbook.modules.etcd.member.JoinPlan.JoinPhase;
import runbook.modules.etcd.member.JoinPlan.StartSettings;
import runbook.modules.etcd.member.JoinPlan.UnblockAction;
import runbook.modules.etcd.member.MembershipState.InitialClusterSettings;

class JoinDerivationTest {

  private static final List<ClusterMember> FOUNDERS =
      List.of(
          unstarted(1, "etcd1", false), unstarted(2, "etcd2", false), unstarted(3, "etcd3", false));
  private static final InitialClusterSettings AS_WRITTEN =
      new InitialClusterSettings(
          Optional.of("new"), Optional.of("as=written"), Optional.of("as-written"));

  static Stream<Arguments> ways() {
    var two = roster(member(1), member(2));
    var three = roster(member(1), member(2), member(3));
    var begun = new DataDirState(true, false, FOUNDERS);
    var used = new DataDirState(true, true, List.of());
    return Stream.of(
        way("bare hosts all around", bare(), JoinPhase.BOOTSTRAP, "new", ALL, false),
        way(
            "nothing to ask with, nothing listens",
            blind(EndpointReachability.SILENT),
            JoinPhase.BOOTSTRAP,
            "new",
            ALL,
            false),
        way(
            "a cluster that has not heard of us",
            among(two),
            JoinPhase.JOIN,
            "existing",
            ALL,
            true),
        way(
            "added, and never started",
            among(roster(member(1), member(2), unstarted(3, "", true))),
            JoinPhase.JOIN,
            "existing",
            ALL,
            false),
        way(
            "a founder that comes late",
            among(founded(SITE.foundingMembers().member(SITE.peerUrls()))),
            JoinPhase.BOOTSTRAP,
            "new",
            ALL,
            false),
        way(
            "a founder whose data are lost, added anew",
            among(founded(3)),
            JoinPhase.JOIN,
            "existing",
            ALL,
            false),
        way(
            "a founder that comes late to a cluster that others are in by now",
            among(roster(member(1), member(2), unstarted(3, "etcd3", false))),
            JoinPhase.JOIN,
            "existing",
            ALL,
            false),
        way(
            "another's cluster does not count",
            among(
                new MemberList(
                    7,
                    List.of(
                        new ClusterMember(
                            1,
                            "default",
                            List.of("http://localhost:2380"),
                            List.of("http://localhost:2379"),
                            false)))),
            JoinPhase.BOOTSTRAP,
            "new",
            ALL,
            false),
        way(
            "a member keeps what is written",
            with(with(among(three), used), AS_WRITTEN),
            JoinPhase.MEMBER,
            "new",
            "as=written",
            false),
        way(
            "a member without a file",
            with(among(three), used),
            JoinPhase.MEMBER,
            "existing",
            ALL,
            false),
        way(
            "all of them are stopped",
            with(bare(), used),
            JoinPhase.MEMBER,
            "existing",
            ALL,
            false),
        way(
            "it joined by a snapshot, and its log has no beginning",
            with(
                bare(),
                new DataDirState(
                    true, true, List.of(new ClusterMember(3, "", List.of(), List.of(), false)))),
            JoinPhase.MEMBER,
            "existing",
            ALL,
            false),
        way(
            "it was added to those who founded the cluster",
            with(
                bare(),
                new DataDirState(
                    true,
                    true,
                    List.of(
                        unstarted(1, "etcd1", false),
                        unstarted(2, "etcd2", false),
                        unstarted(9, "", true).at("", SITE.peerUrls())))),
            JoinPhase.MEMBER,
            "existing",
            ALL,
            false),
        way(
            "begun for the right members",
            with(bare(), begun),
            JoinPhase.MEMBER,
            "new",
            ALL,
            false),
        way(
            "a founder that is a little behind the others",
            with(
                among(roster(member(1), member(2), unstarted(3, "etcd3", false))),
                new DataDirState(true, true, FOUNDERS)),
            JoinPhase.MEMBER,
            "existing",
            ALL,
            false));
  }

  /** The cluster of the site, with this entry for a third member that has not started. */
  private static MemberList founded(long third) {
    var late = new ClusterMember(third, "", SITE.peerUrls(), List.of(), false);
    return new MemberList(SITE.foundingMembers().cluster(), List.of(member(1), member(2), late));
  }

  private static Arguments way(
      String title,
      MembershipState is,
      JoinPhase joinPhase,
      String state,
      String cluster,
      boolean entry) {
    return Arguments.of(title, is, new StartSettings(joinPhase, state, cluster, entry));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("ways")
  void stepsDependOnClusterState(String title, MembershipState is, StartSettings expected) {
    assertEquals(expected, new JoinDerivation(SITE).of(is));
  }

  static Stream<Arguments> blocks() {
    var two = roster(member(1), member(2));
    var three = roster(member(1), member(2), member(3));
    var others = List.of(unstarted(1, "etcd1", false), unstarted(3, "etcd3", false));
    var stranger =
        new ClusterMember(9, "default", List.of("http://localhost:2380"), List.of(), false);
    var moved =
        new ClusterMember(
            3, "etcd3", List.of("https://10.0.0.9:2380"), List.of("https://10.0.0.9:2379"), false);
    return Stream.of(
        blocked(
            "lost data",
            among(three),
            UnblockAction.REPLACE,
            "its data is gone from /var/lib/etcd"),
        blocked(
            "another address",
            among(roster(member(1), member(2), moved)),
            UnblockAction.REPLACE,
            "has etcd3 at https://10.0.0.9:2380"),
        blocked(
            "left over data",
            with(among(two), new DataDirState(true, true, List.of())),
            UnblockAction.RESET,
            "belongs to no member of the cluster f9dd2b8f00c0ffee"),
        blocked(
            "data of an earlier entry",
            with(
                among(
                    roster(
                        member(1),
                        member(2),
                        unstarted(8, "etcd3", true).at("", List.of("https://10.0.0.3:2380")))),
                new DataDirState(true, true, FOUNDERS)),
            UnblockAction.RESET,
            "belongs to no member"),
        blocked(
            "a package's cluster",
            with(bare(), new DataDirState(true, true, List.of(stranger))),
            UnblockAction.RESET,
            "founded by default at http://localhost:2380"),
        blocked(
            "half started for others",
            with(bare(), new DataDirState(true, false, others)),
            UnblockAction.RESET,
            "created for other members, and no cluster was formed: etcd1 at"
                + " https://10.0.0.1:2380, etcd3 at https://10.0.0.3:2380"),
        blocked(
            "certificates",
            barred(
                "\"transport: authentication handshake failed: x509: certificate signed by unknown"
                    + " authority\""),
            UnblockAction.NONE,
            "https://10.0.0.1:2379 cannot be queried: x509: certificate signed by unknown"
                + " authority"),
        blocked(
            "no leader",
            MembershipExamples.electing(among(two)),
            UnblockAction.PATIENCE,
            "has no leader"),
        blocked(
            "no leader and no list",
            MembershipExamples.each(
                among(two),
                p ->
                    new EndpointAnswer(
                        p.endpoint(),
                        p.endpointReachability(),
                        p.id(),
                        0,
                        false,
                        Optional.empty(),
                        p.trouble(),
                        List.of())),
            UnblockAction.PATIENCE,
            "cannot list its members"),
        blocked(
            "somebody listens",
            blind(EndpointReachability.OPEN),
            UnblockAction.NONE,
            "there is no /usr/local/bin/etcdctl"),
        blocked(
            "two clusters",
            MembershipExamples.each(
                among(two), p -> p.id() == 2 ? p.roster(r -> new MemberList(2, r.members())) : p),
            UnblockAction.NONE,
            "in different clusters: f9dd2b8f00c0ffee and 2"));
  }

  private static Arguments blocked(
      String title, MembershipState is, UnblockAction unblockAction, String message) {
    return Arguments.of(title, is, unblockAction, message);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("blocks")
  void stepsAreRefusedIfNoneIsSafe(
      String title, MembershipState is, UnblockAction unblockAction, String message) {
    var joinBlocked = assertInstanceOf(JoinBlocked.class, new JoinDerivation(SITE).of(is));
    assertEquals(unblockAction, joinBlocked.unblockAction());
    assertTrue(joinBlocked.message().contains(message), joinBlocked.message());
  }

  /** etcd reads the token once; a changed one would only restart the member. */
  @Test
  void memberWithDataKeepsItsToken() {
    var used = new DataDirState(true, true, List.of());
    var goesOn = with(among(roster(member(1), member(2), member(3))), used);
    assertEquals("as-written", token(with(goesOn, AS_WRITTEN)));
    assertEquals(SITE.token(), token(goesOn));
    assertEquals(SITE.token(), token(with(bare(), AS_WRITTEN)));
    assertEquals(SITE.token(), token(with(among(roster(member(1), member(2))), AS_WRITTEN)));
  }

  private static Object token(MembershipState is) {
    return new MembershipFact(SITE).values(is).get("initial_cluster_token");
  }
}
