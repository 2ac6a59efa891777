package runbook.modules.etcd.member;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static runbook.modules.etcd.member.Standings.ALL;
import static runbook.modules.etcd.member.Standings.SITE;
import static runbook.modules.etcd.member.Standings.among;
import static runbook.modules.etcd.member.Standings.bare;
import static runbook.modules.etcd.member.Standings.barred;
import static runbook.modules.etcd.member.Standings.blind;
import static runbook.modules.etcd.member.Standings.member;
import static runbook.modules.etcd.member.Standings.roster;
import static runbook.modules.etcd.member.Standings.unstarted;
import static runbook.modules.etcd.member.Standings.with;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import runbook.modules.etcd.Member;
import runbook.modules.etcd.Roster;
import runbook.modules.etcd.member.Course.Blocked;
import runbook.modules.etcd.member.Course.Phase;
import runbook.modules.etcd.member.Course.Remedy;
import runbook.modules.etcd.member.Course.Way;
import runbook.modules.etcd.member.Peer.Door;
import runbook.modules.etcd.member.Standing.Settings;

class DerivationTest {

  private static final List<Member> FOUNDERS =
      List.of(
          unstarted(1, "etcd1", false), unstarted(2, "etcd2", false), unstarted(3, "etcd3", false));
  private static final Settings AS_WRITTEN =
      new Settings(Optional.of("new"), Optional.of("as=written"), Optional.of("as-written"));

  static Stream<Arguments> ways() {
    var two = roster(member(1), member(2));
    var three = roster(member(1), member(2), member(3));
    var begun = new Data(true, false, FOUNDERS);
    var used = new Data(true, true, List.of());
    return Stream.of(
        way("bare hosts all around", bare(), Phase.BOOTSTRAP, "new", ALL, false),
        way(
            "nothing to ask with, nobody listens",
            blind(Door.SILENT),
            Phase.BOOTSTRAP,
            "new",
            ALL,
            false),
        way("a cluster that has not heard of us", among(two), Phase.JOIN, "existing", ALL, true),
        way(
            "added, and never started",
            among(roster(member(1), member(2), unstarted(3, "", true))),
            Phase.JOIN,
            "existing",
            ALL,
            false),
        way(
            "a founder that comes late",
            among(founded(SITE.founding().member(SITE.peerUrls()))),
            Phase.BOOTSTRAP,
            "new",
            ALL,
            false),
        way(
            "a founder whose data are lost, added anew",
            among(founded(3)),
            Phase.JOIN,
            "existing",
            ALL,
            false),
        way(
            "a founder that comes late to a cluster that others are in by now",
            among(roster(member(1), member(2), unstarted(3, "etcd3", false))),
            Phase.JOIN,
            "existing",
            ALL,
            false),
        way(
            "another's cluster does not count",
            among(
                new Roster(
                    7,
                    List.of(
                        new Member(
                            1,
                            "default",
                            List.of("http://localhost:2380"),
                            List.of("http://localhost:2379"),
                            false)))),
            Phase.BOOTSTRAP,
            "new",
            ALL,
            false),
        way(
            "a member keeps what is written",
            with(with(among(three), used), AS_WRITTEN),
            Phase.MEMBER,
            "new",
            "as=written",
            false),
        way(
            "a member without a file",
            with(among(three), used),
            Phase.MEMBER,
            "existing",
            ALL,
            false),
        way("all of them are stopped", with(bare(), used), Phase.MEMBER, "existing", ALL, false),
        way(
            "it joined by a snapshot, and its log has no beginning",
            with(
                bare(),
                new Data(true, true, List.of(new Member(3, "", List.of(), List.of(), false)))),
            Phase.MEMBER,
            "existing",
            ALL,
            false),
        way(
            "it was added to those who founded the cluster",
            with(
                bare(),
                new Data(
                    true,
                    true,
                    List.of(
                        unstarted(1, "etcd1", false),
                        unstarted(2, "etcd2", false),
                        unstarted(9, "", true).at("", SITE.peerUrls())))),
            Phase.MEMBER,
            "existing",
            ALL,
            false),
        way("begun for the right members", with(bare(), begun), Phase.MEMBER, "new", ALL, false),
        way(
            "a founder that is a little behind the others",
            with(
                among(roster(member(1), member(2), unstarted(3, "etcd3", false))),
                new Data(true, true, FOUNDERS)),
            Phase.MEMBER,
            "existing",
            ALL,
            false));
  }

  /** The cluster that the site founds, with this entry for a third member that has not started. */
  private static Roster founded(long third) {
    var late = new Member(third, "", SITE.peerUrls(), List.of(), false);
    return new Roster(SITE.founding().cluster(), List.of(member(1), member(2), late));
  }

  private static Arguments way(
      String title, Standing is, Phase phase, String state, String cluster, boolean entry) {
    return Arguments.of(title, is, new Way(phase, state, cluster, entry));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("ways")
  void theWayFollowsFromWhatIsThere(String title, Standing is, Way expected) {
    assertEquals(expected, new Derivation(SITE).of(is));
  }

  static Stream<Arguments> blocks() {
    var two = roster(member(1), member(2));
    var three = roster(member(1), member(2), member(3));
    var others = List.of(unstarted(1, "etcd1", false), unstarted(3, "etcd3", false));
    var stranger = new Member(9, "default", List.of("http://localhost:2380"), List.of(), false);
    var moved =
        new Member(
            3, "etcd3", List.of("https://10.0.0.9:2380"), List.of("https://10.0.0.9:2379"), false);
    return Stream.of(
        blocked("lost data", among(three), Remedy.REPLACE, "its data are gone from /var/lib/etcd"),
        blocked(
            "another address",
            among(roster(member(1), member(2), moved)),
            Remedy.REPLACE,
            "knows etcd3 at https://10.0.0.9:2380"),
        blocked(
            "left over data",
            with(among(two), new Data(true, true, List.of())),
            Remedy.RESET,
            "are of no member of the cluster f9dd2b8f00c0ffee"),
        blocked(
            "data of an earlier entry",
            with(
                among(
                    roster(
                        member(1),
                        member(2),
                        unstarted(8, "etcd3", true).at("", List.of("https://10.0.0.3:2380")))),
                new Data(true, true, FOUNDERS)),
            Remedy.RESET,
            "are of no member"),
        blocked(
            "a package's cluster",
            with(bare(), new Data(true, true, List.of(stranger))),
            Remedy.RESET,
            "it was founded by default at http://localhost:2380"),
        blocked(
            "half started for others",
            with(bare(), new Data(true, false, others)),
            Remedy.RESET,
            "begun for other members, and no cluster has come of it: etcd1 at"
                + " https://10.0.0.1:2380, etcd3 at https://10.0.0.3:2380"),
        blocked(
            "certificates",
            barred(
                "\"transport: authentication handshake failed: x509: certificate signed by unknown"
                    + " authority\""),
            Remedy.NONE,
            "https://10.0.0.1:2379 cannot be asked: x509: certificate signed by unknown authority"),
        blocked("no leader", Standings.electing(among(two)), Remedy.PATIENCE, "has no leader"),
        blocked(
            "no leader and no list",
            Standings.each(
                among(two),
                p ->
                    new Peer(
                        p.endpoint(),
                        p.door(),
                        p.id(),
                        0,
                        false,
                        Optional.empty(),
                        p.trouble(),
                        List.of())),
            Remedy.PATIENCE,
            "cannot tell who its members are"),
        blocked(
            "somebody listens",
            blind(Door.OPEN),
            Remedy.NONE,
            "there is no /usr/local/bin/etcdctl"),
        blocked(
            "two clusters",
            Standings.each(
                among(two), p -> p.id() == 2 ? p.roster(r -> new Roster(2, r.members())) : p),
            Remedy.NONE,
            "in different clusters: f9dd2b8f00c0ffee and 2"));
  }

  private static Arguments blocked(String title, Standing is, Remedy remedy, String message) {
    return Arguments.of(title, is, remedy, message);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("blocks")
  void whereNoWayIsSafeTheUserIsTold(String title, Standing is, Remedy remedy, String message) {
    var blocked = assertInstanceOf(Blocked.class, new Derivation(SITE).of(is));
    assertEquals(remedy, blocked.remedy());
    assertTrue(blocked.message().contains(message), blocked.message());
  }

  /** etcd reads it once; another one in its file would only have the member started again. */
  @Test
  void aMemberThatHasDataKeepsItsTokenWhateverTheOthersAreFoundedWith() {
    var used = new Data(true, true, List.of());
    var goesOn = with(among(roster(member(1), member(2), member(3))), used);
    assertEquals("as-written", token(with(goesOn, AS_WRITTEN)));
    assertEquals(SITE.token(), token(goesOn));
    assertEquals(SITE.token(), token(with(bare(), AS_WRITTEN)));
    assertEquals(SITE.token(), token(with(among(roster(member(1), member(2))), AS_WRITTEN)));
  }

  private static Object token(Standing is) {
    return new StandingFact(SITE).values(is).get("initial_cluster_token");
  }
}
