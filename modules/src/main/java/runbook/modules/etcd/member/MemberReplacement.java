package runbook.modules.etcd.member;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import runbook.modules.etcd.ClusterMember;
import runbook.modules.etcd.MemberList;
import runbook.modules.etcd.member.JoinPlan.JoinBlocked;

/** Replaces a failed member with another; without a failed member, does nothing. */
record MemberReplacement(MemberSettings memberSettings, MembershipState is) {

  /** Returns the failed member's entry; empty if it is gone already, or did not fail. */
  Optional<ClusterMember> entry() {
    return is.cluster(memberSettings)
        .flatMap(memberList -> memberList.first(memberSettings::isReplaced))
        .filter(failed -> !isOurs(failed) || (failed.started() && !is.answers(failed)));
  }

  /** Returns whether the failed member has the same peer URLs: it may come back under them. */
  private boolean isOurs(ClusterMember failed) {
    return failed.at(memberSettings.peerUrls());
  }

  /** Returns why no member may be replaced; empty if one may. */
  Optional<String> refusal() {
    if (memberSettings.replaces().isEmpty()) {
      return Optional.empty();
    }
    var cluster = is.cluster(memberSettings);
    if (cluster.isEmpty()) {
      return new JoinDerivation(memberSettings).of(is) instanceof JoinBlocked
          ? Optional.empty()
          : Optional.of(
              "no member of the cluster answers, so none can be replaced\n"
                  + "start enough of them, or add the client URLs of others to 'endpoints'");
    }
    return entry().isPresent() ? well(entry().get()) : unknown(cluster.get());
  }

  private Optional<String> well(ClusterMember failed) {
    return is.healthy(failed)
        ? Optional.of(
            ("%s has not failed: it answers reads through the whole cluster\n"
                    + "to remove a healthy member, use 'state: absent'; to add another, use"
                    + " 'state: announced'")
                .formatted(failed))
        : Optional.empty();
  }

  /** Guards against a wrong name: the failed member would stay, and another would be added. */
  private Optional<String> unknown(MemberList cluster) {
    var strangers =
        cluster.members().stream()
            .filter(clusterMember -> memberSettings.nameAt(clusterMember.peerUrls()).isEmpty())
            .map(ClusterMember::toString)
            .toList();
    return is.ownMember(memberSettings).isPresent() || strangers.isEmpty()
        ? Optional.empty()
        : Optional.of(unknown(cluster, strangers));
  }

  private String unknown(MemberList cluster, List<String> strangers) {
    return ("the cluster %s has no member '%s'\n"
            + "it has members that 'members' does not list: %s; replace one of them, or use"
            + " 'state: announced' to add %s")
        .formatted(
            cluster.hex(),
            memberSettings.replaces().orElseThrow(),
            strangers.stream().collect(Collectors.joining(", ")),
            memberSettings.name());
  }
}
