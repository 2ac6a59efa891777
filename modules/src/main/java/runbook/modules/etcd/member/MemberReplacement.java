package runbook.modules.etcd.member;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import runbook.modules.etcd.ClusterMember;
import runbook.modules.etcd.MemberList;
import runbook.modules.etcd.member.JoinPlan.JoinBlocked;

/** The place of a failed member, which another takes; without a failed member there is none. */
record MemberReplacement(MemberSettings memberSettings, MembershipState is) {

  /** The failed member's entry; empty when it has gone already, or when there is nothing amiss. */
  Optional<ClusterMember> entry() {
    return is.cluster(memberSettings)
        .flatMap(memberList -> memberList.first(memberSettings::isReplaced))
        .filter(failed -> !isOurs(failed) || (failed.started() && !is.answers(failed)));
  }

  /** A member can come back under the same name and address. */
  private boolean isOurs(ClusterMember failed) {
    return failed.at(memberSettings.peerUrls());
  }

  /** Why nobody is replaced; empty when nothing speaks against it. */
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
                  + "bring enough of them back, or add the client URLs of others to 'endpoints'");
    }
    return entry().isPresent() ? well(entry().get()) : unknown(cluster.get());
  }

  private Optional<String> well(ClusterMember failed) {
    return is.healthy(failed)
        ? Optional.of(
            ("%s has not failed: it answers reads through the whole cluster\n"
                    + "a healthy member is taken out by 'state: absent', and another added by"
                    + " 'state: announced'")
                .formatted(failed))
        : Optional.empty();
  }

  /** A name that is wrong would leave the failed member in the cluster, and add another to it. */
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
            + "it has some that 'members' does not name: %s; replace one of these, or let"
            + " 'state: announced' add %s")
        .formatted(
            cluster.hex(),
            memberSettings.replaces().orElseThrow(),
            strangers.stream().collect(Collectors.joining(", ")),
            memberSettings.name());
  }
}
