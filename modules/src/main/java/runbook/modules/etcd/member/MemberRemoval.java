package runbook.modules.etcd.member;

import java.util.List;
import java.util.Optional;
import runbook.module.Want;
import runbook.modules.etcd.ClusterMember;

/**
 * Removes a member from the cluster's list.
 *
 * @param reset whether its data, which is useless after that, is moved aside
 */
record MemberRemoval(MemberSettings memberSettings, boolean reset) {

  List<Want> wants() {
    var fact = new MembershipFact(memberSettings);
    return List.of(
        new Want.Require<>(
            fact,
            is -> is.cluster(memberSettings).isPresent(),
            "no member of the cluster answers, so none can be removed\n"
                + "start enough of them, or add the client URLs of others to 'endpoints'"),
        new Want.Require<>(fact, is -> refusal(is).isEmpty(), is -> refusal(is).orElse("")),
        new Want.Reach<>(fact, this::gone));
  }

  private Optional<String> refusal(MembershipState is) {
    return entry(is).flatMap(new QuorumCheck(memberSettings, is)::refusalToRemove);
  }

  private MembershipState gone(MembershipState is) {
    var left =
        entry(is)
            .map(entry -> is.withMemberLists(memberList -> memberList.without(entry.id())))
            .orElse(is);
    return reset && left.dataDirState().there() ? left.withoutData() : left;
  }

  /** Finds the entry by its peer URLs first: two members can have the same name. */
  private Optional<ClusterMember> entry(MembershipState is) {
    return is.ownMember(memberSettings)
        .or(() -> is.cluster(memberSettings).flatMap(c -> c.findByName(memberSettings.name())));
  }
}
