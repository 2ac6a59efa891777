package runbook.modules.etcd.member;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import runbook.module.Change;
import runbook.module.Script;
import runbook.modules.etcd.Member;
import runbook.modules.etcd.Roster;

/** What leads from one standing to another: one entry of the member list after the other. */
record Steps(Site site) {

  /** How often etcd is asked again, a second apart, when it says that it is too early. */
  private static final int TRIES = 150;

  /**
   * A cluster takes one learner at a time. What it refuses is in the log of each of its members all
   * the same, so it is asked to take another only when the one before has its vote.
   */
  private static final Script ALONE =
      new Script(
          """
          turn() {
            while l=$(ctl "$e" -w json member list 2>/dev/null | tr '{' '\\n' |
              sed -n 's/.*"peerURLs":\\["\\([^"]*\\)".*"isLearner":true.*/\\1/p') && [ -n "$l" ]; do
              n=$((n + 1))
              if [ $n -ge %d ]; then
                echo "the member at $l is a learner still, and a cluster takes one at a time" >&2
                exit 1
              fi
              sleep 1
            done
          }\
          """
              .formatted(TRIES));

  private static final Pattern LEARNER = Pattern.compile("the member at (\\S+) is a learner still");

  private static final Script ANY_TIME = new Script("turn() { :; }");

  List<Change> between(Standing from, Standing to) {
    var changes = new ArrayList<Change>();
    var before = from.cluster(site).map(Roster::members).orElse(List.of());
    var after = to.cluster(site).map(Roster::members).orElse(List.of());
    for (var member : before) {
      var kept = after.stream().filter(m -> m.id() == member.id()).findFirst();
      if (kept.isEmpty()) {
        changes.add(remove(member, from));
      } else {
        promoted(member, kept.get(), from).ifPresent(changes::add);
        moved(member, kept.get(), from).ifPresent(changes::add);
      }
    }
    // A member that has to stay after all keeps its data.
    if (from.data().there() && !to.data().there()) {
      changes.add(aside(from));
    }
    after.stream().filter(m -> m.id() == 0).map(m -> add(m, from)).forEach(changes::add);
    return List.copyOf(changes);
  }

  /**
   * A dedicated log is moved beside its directory: etcd deletes what is in that when it begins a
   * new one. It goes last, for it tells that there are data: one that is cut short is gone on with.
   */
  private Change aside(Standing from) {
    var lines = new ArrayList<Script>();
    lines.add(new Script("t=$(date -u +%Y%m%dT%H%M%SZ) || exit"));
    if (!from.unit().active().isEmpty()) {
      lines.add(Script.of("systemctl stop -- {} || exit", site.unit()));
    }
    lines.add(
        Script.of(
            """
            d={}
            if [ -e "$d/member" ]; then
              mkdir -p -m 0700 "$d/aside-$t" && mv "$d/member" "$d/aside-$t/" || exit
            fi\
            """,
            site.data()));
    site.walDir()
        .ifPresent(wal ->
            lines.add(
                Script.of(
                    "w={} && mkdir -p -m 0700 \"$w.aside-$t\" && mv \"$w\"/*.wal \"$w.aside-$t/\"",
                    wal)));
    return new Change.Run(Script.lines(lines.toArray(Script[]::new)));
  }

  private Change add(Member member, Standing from) {
    var urls = String.join(",", member.peerUrls());
    return asked(
        from,
        ALONE.advised(this::afterTheOther),
        Script.of("member add {} --learner --peer-urls={}", site.name(), urls),
        "already exist",
        "too many learner|unhealthy cluster|not enough started|leader changed|no leader");
  }

  /** Who else is to come in by the same play may have failed long before. */
  private Optional<String> afterTheOther(List<String> said) {
    return LEARNER
        .matcher(String.join("\n", said))
        .results()
        .findFirst()
        .map(found ->
            ("%s comes first: where its host has failed, in this play or before, mend that and play"
                    + " again; where it is given up, remove it from the cluster")
                .formatted(site.nameAt(List.of(found.group(1))).orElse("that member")));
  }

  /** A member that removes itself may be gone before it can say so. */
  private Change remove(Member member, Standing from) {
    return asked(
        from,
        Script.of("member remove {}", member.hex()),
        "member not found|server stopped",
        "unhealthy cluster|not enough started|leader changed|no leader");
  }

  private Optional<Change> promoted(Member was, Member is, Standing from) {
    return was.learner() && !is.learner()
        ? Optional.of(
            asked(
                from,
                Script.of("member promote {}", was.hex()),
                "can only promote a learner member$",
                "in sync with leader|leader changed|no leader|unhealthy cluster"))
        : Optional.empty();
  }

  private Optional<Change> moved(Member was, Member is, Standing from) {
    return was.peerUrls().equals(is.peerUrls())
        ? Optional.empty()
        : Optional.of(
            asked(
                from,
                Script.of(
                    "member update {} --peer-urls={}", was.hex(), String.join(",", is.peerUrls())),
                "^$",
                "unhealthy cluster|leader changed|no leader"));
  }

  /**
   * Asks those that have a vote, a learner may not speak for the cluster, and again when the answer
   * is that it is too early. What was done is known to all a moment later.
   *
   * @param done an error that means it has been done before
   * @param early errors that pass
   */
  private Change asked(Standing from, Script words, String done, String early) {
    return asked(from, ANY_TIME, words, done, early);
  }

  private Change asked(Standing from, Script turn, Script words, String done, String early) {
    var voters =
        from.answering()
            .filter(peer -> peer.leader() != 0)
            .filter(peer -> isVoter(peer, from))
            .map(Peer::endpoint)
            .collect(Collectors.joining(","));
    return new Change.Run(
        Script.lines(
            site.etcdctl().definition(),
            Script.of("e={} n=0 done={} early={}", voters, done, early + "|deadline|timed out"),
            turn,
            new Script(
                """
                turn
                until a=$(ctl "$e" %s 2>&1); do
                  if printf '%%s\\n' "$a" | grep -Eq "$done"; then exit 0; fi
                  n=$((n + 1))
                  if [ $n -ge %d ] || ! printf '%%s\\n' "$a" | grep -Eq "$early"; then
                    printf '%%s\\n' "$a" >&2
                    exit 1
                  fi
                  sleep 1
                  turn
                done
                sleep 1\
                """
                    .formatted(words.text(), TRIES))));
  }

  private boolean isVoter(Peer peer, Standing from) {
    return from.cluster(site).stream()
        .flatMap(Roster::voters)
        .anyMatch(voter -> voter.id() == peer.id());
  }
}
