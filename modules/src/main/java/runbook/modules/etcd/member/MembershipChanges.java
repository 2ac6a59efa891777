package runbook.modules.etcd.member;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import runbook.module.Change;
import runbook.module.FailureHint;
import runbook.module.Script;
import runbook.module.ShellFile;
import runbook.module.param.HostPath;
import runbook.modules.etcd.ClusterMember;
import runbook.modules.etcd.MemberList;

/** The changes from one membership state to another, one entry of the member list at a time. */
record MembershipChanges(MemberSettings memberSettings) {

  private static final ShellFile SH = ShellFile.beside(MembershipChanges.class, "steps.sh");

  private static final Pattern LEARNER = Pattern.compile("the member at (\\S+) is a learner still");

  List<Change> between(MembershipState from, MembershipState to) {
    var changes = new ArrayList<Change>();
    var before = from.cluster(memberSettings).map(MemberList::members).orElse(List.of());
    var after = to.cluster(memberSettings).map(MemberList::members).orElse(List.of());
    for (var clusterMember : before) {
      var kept = after.stream().filter(m -> m.id() == clusterMember.id()).findFirst();
      if (kept.isEmpty()) {
        changes.add(remove(clusterMember, from));
      } else {
        promoted(clusterMember, kept.get(), from).ifPresent(changes::add);
        moved(clusterMember, kept.get(), from).ifPresent(changes::add);
      }
    }
    // Data moves last: a member that cannot be removed after all keeps its data.
    if (from.dataDirState().there() && !to.dataDirState().there()) {
      changes.add(aside(from));
    }
    after.stream().filter(m -> m.id() == 0).map(m -> add(m, from)).forEach(changes::add);
    return List.copyOf(changes);
  }

  private Change aside(MembershipState from) {
    return new Change.RunScript(
        SH.call(
            "move_aside",
            from.etcdUnit().active().isEmpty() ? "" : memberSettings.unit(),
            memberSettings.data(),
            memberSettings.walDir().map(HostPath::path).orElse("")));
  }

  private Change add(ClusterMember clusterMember, MembershipState from) {
    var urls = String.join(",", clusterMember.peerUrls());
    return asked(
        from,
        true,
        Script.of("member add {} --learner --peer-urls={}", memberSettings.name(), urls),
        "already exist",
        "too many learner|unhealthy cluster|not enough started|leader changed|no leader");
  }

  /** Explains a learner that is in the way; its host may have failed much earlier in the play. */
  private Optional<String> afterTheOther(List<String> said) {
    return LEARNER
        .matcher(String.join("\n", said))
        .results()
        .findFirst()
        .map(found ->
            ("%s must join first: if its host failed, in this play or before, fix that and play"
                    + " again; if you gave it up, remove it from the cluster")
                .formatted(memberSettings.nameAt(List.of(found.group(1))).orElse("that member")));
  }

  /** A member that removes itself may stop before it can answer. */
  private Change remove(ClusterMember clusterMember, MembershipState from) {
    return asked(
        from,
        Script.of("member remove {}", clusterMember.hex()),
        "member not found|server stopped",
        "unhealthy cluster|not enough started|leader changed|no leader");
  }

  private Optional<Change> promoted(ClusterMember was, ClusterMember is, MembershipState from) {
    return was.learner() && !is.learner()
        ? Optional.of(
            asked(
                from,
                Script.of("member promote {}", was.hex()),
                "can only promote a learner member$",
                "in sync with leader|leader changed|no leader|unhealthy cluster"))
        : Optional.empty();
  }

  private Optional<Change> moved(ClusterMember was, ClusterMember is, MembershipState from) {
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
   * Sends a request to members with a vote, because a learner cannot change the cluster, and
   * retries if it comes too early. All members learn of the change a moment later.
   *
   * @param done an error that means that the change was made before
   * @param early errors that are temporary
   */
  private Change asked(MembershipState from, Script words, String done, String early) {
    return asked(from, false, words, done, early);
  }

  /**
   * Sends a request as above. A cluster accepts one learner at a time. Each member logs even a
   * rejected request, so another learner is added only after the previous one has its vote.
   *
   * @param alone whether the cluster must have no learner
   */
  private Change asked(
      MembershipState from, boolean alone, Script words, String done, String early) {
    var voters =
        from.answering()
            .filter(endpointAnswer -> endpointAnswer.leader() != 0)
            .filter(endpointAnswer -> isVoter(endpointAnswer, from))
            .map(EndpointAnswer::endpoint)
            .collect(Collectors.joining(","));
    var call = SH.call("change_members", voters, alone ? "alone" : "", done, early);
    return new Change.RunScript(
        Script.lines(
                memberSettings.etcdctl().shellFunction(),
                new Script(call.text() + " " + words.text()))
            .sharing(SH)
            .withFailureHint(alone ? this::afterTheOther : FailureHint.NONE));
  }

  private boolean isVoter(EndpointAnswer endpointAnswer, MembershipState from) {
    return from.cluster(memberSettings).stream()
        .flatMap(MemberList::voters)
        .anyMatch(voter -> voter.id() == endpointAnswer.id());
  }
}
