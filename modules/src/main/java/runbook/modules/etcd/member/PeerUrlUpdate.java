package runbook.modules.etcd.member;

import java.util.List;
import java.util.Optional;
import runbook.module.Want;
import runbook.modules.etcd.ClusterMember;

/** Updates the peer URLs of a member. */
record PeerUrlUpdate(MemberSettings memberSettings) {

  List<Want> wants() {
    var fact = new MembershipFact(memberSettings);
    return List.of(
        new Want.Require<>(
            fact,
            is -> entry(is).isPresent(),
            is ->
                is.cluster(memberSettings).isEmpty()
                    ? "no member of the cluster answers\nstart enough of them first"
                    : "the cluster has no member %s\nuse 'state: announced' to add it"
                        .formatted(memberSettings.name())),
        new Want.Require<>(
            fact,
            is -> entry(is).filter(ClusterMember::learner).isEmpty(),
            "%s is a learner, and some versions of etcd forget that when its peer URLs change\n"
                    .formatted(memberSettings.name())
                + "promote it first, with 'state: present'"),
        new Want.Reach<>(fact, this::moved));
  }

  private Optional<ClusterMember> entry(MembershipState is) {
    return is.cluster(memberSettings)
        .flatMap(c ->
            c.findByName(memberSettings.name())
                .or(() -> c.findByPeerUrls(memberSettings.peerUrls())));
  }

  private MembershipState moved(MembershipState is) {
    var urls = memberSettings.peerUrls().stream().sorted().toList();
    return entry(is)
        .filter(entry -> !entry.peerUrls().equals(urls))
        .map(entry -> is.withMemberLists(r -> r.changed(entry.id(), m -> m.at(m.name(), urls))))
        .orElse(is);
  }
}
