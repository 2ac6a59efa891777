package runbook.modules.etcd.member;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static runbook.modules.etcd.member.MembershipExamples.SITE;
import static runbook.modules.etcd.member.MembershipExamples.among;
import static runbook.modules.etcd.member.MembershipExamples.member;
import static runbook.modules.etcd.member.MembershipExamples.roster;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import runbook.module.Change;
import runbook.module.Script;
import runbook.module.param.HostPath;
import runbook.modules.TestShells;
import runbook.modules.etcd.Etcdctl;
import runbook.testkit.LocalShell;

class MembershipChangesTest {

  @TempDir private Path dir;

  static List<LocalShell> shells() {
    return TestShells.all();
  }

  /** Announces a member with an etcdctl that lists a learner this many times. */
  private LocalShell.ShellOutput announced(LocalShell localShell, int times) throws Exception {
    // The test does not wait for it.
    var script = announcing(times).whole().replace("tries=150", "tries=5");
    return localShell.run("sleep() { :; }\n" + script);
  }

  private Script announcing(int times) throws Exception {
    var etcdctl = dir.resolve("etcdctl");
    Files.writeString(
        etcdctl,
        """
        #!/bin/sh
        case "$*" in
        *"member list")
          echo list >>'%1$s/asked'
          if [ "$(wc -l <'%1$s/asked')" -le %2$d ]; then
            echo '{"members":[{"ID":1,"peerURLs":["https://a:2380"],"name":"a"},{"ID":2,"peerURLs":["https://b:2380"],"isLearner":true}]}'
          else
            echo '{"members":[{"ID":1,"peerURLs":["https://a:2380"],"name":"a"}]}'
          fi ;;
        *"member add"*) echo add >>'%1$s/asked' ;;
        esac
        """
            .formatted(dir, times));
    assertTrue(etcdctl.toFile().setExecutable(true));
    var ctl =
        new Etcdctl(
            new HostPath(etcdctl.toString()), Optional.empty(), Optional.empty(), Optional.empty());
    var memberSettings = MembershipExamples.site(SITE.peerUrls(), ctl, Optional.empty());
    var two = among(roster(member(1), member(2)));
    var three = two.withMemberLists(r -> r.with(new JoinDerivation(memberSettings).entry()));
    var change =
        (Change.RunScript) new MembershipChanges(memberSettings).between(two, three).getFirst();
    return change.script();
  }

  @ParameterizedTest
  @MethodSource("shells")
  void learnerIsAddedOnlyIfThereIsNoOther(LocalShell localShell) throws Exception {
    assertEquals(0, announced(localShell, 3).exit());
    assertEquals("list\nlist\nlist\nlist\nadd\n", Files.readString(dir.resolve("asked")));
  }

  @ParameterizedTest
  @MethodSource("shells")
  void learnerThatIsNeverPromotedIsNamed(LocalShell localShell) throws Exception {
    var said = announced(localShell, 1000);
    assertEquals(1, said.exit());
    assertEquals(
        "the member at https://b:2380 is a learner still, and a cluster takes one at a time",
        said.err().strip());
  }

  @Test
  void failedMemberToRepairFirstIsNamed() throws Exception {
    var said = "the member at https://10.0.0.2:2380 is a learner still, and a cluster takes one";
    var advice = announcing(1).failureHint().on(List.of(said)).orElse("");
    assertTrue(advice.startsWith("etcd2 must join first: if its host failed"), advice);
    assertEquals(
        Optional.empty(), announcing(1).failureHint().on(List.of("context deadline exceeded")));
  }

  /** Kills the script after each move, until all data are moved aside. */
  @ParameterizedTest
  @MethodSource("shells")
  void killedMoveOfDataIsContinued(LocalShell localShell) throws Exception {
    var member = Files.createDirectories(dir.resolve("data/member/snap"));
    Files.createFile(member.resolve("db"));
    var wal = Files.createDirectory(dir.resolve("wal"));
    Files.createFile(wal.resolve("1.wal"));
    Files.createFile(wal.resolve("2.wal"));
    var memberSettings =
        MembershipExamples.at(new HostPath(dir + "/data"), new HostPath(wal.toString()));
    var there =
        MembershipExamples.with(among(roster(member(1))), new DataDirState(true, true, List.of()));
    var change =
        (Change.RunScript)
            new MembershipChanges(memberSettings).between(there, there.withoutData()).getFirst();
    var script = change.script().whole();
    var killed = "mv() { command mv \"$@\" && kill -9 $$; }\n" + script;
    assertEquals(128 + 9, localShell.run(killed).exit());
    assertTrue(Files.exists(wal.resolve("1.wal")), "otherwise the data goes unnoticed");
    assertEquals(0, localShell.run(script).exit());
    try (var left = Files.walk(dir)) {
      var files =
          left.filter(Files::isRegularFile).map(dir::relativize).map(Path::toString).toList();
      assertEquals(3, files.size());
      assertTrue(files.stream().allMatch(file -> file.contains("aside-")), files::toString);
    }
  }
}
