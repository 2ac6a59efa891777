package runbook.modules.etcd.member;

import java.util.List;
import java.util.Optional;
import runbook.module.Want;
import runbook.modules.etcd.Member;

/** A member whose peer URLs shall be what the user says. */
record Move(Site site) {

  List<Want> wants() {
    var fact = new StandingFact(site);
    return List.of(
        new Want.Require<>(
            fact,
            is -> entry(is).isPresent(),
            is ->
                is.cluster(site).isEmpty()
                    ? "no member of the cluster answers\nbring enough of them back first"
                    : "the cluster knows no member %s\n'state: announced' adds it"
                        .formatted(site.name())),
        new Want.Require<>(
            fact,
            is -> entry(is).filter(Member::learner).isEmpty(),
            "%s is a learner, and some versions of etcd forget that when its peer URLs change\n"
                    .formatted(site.name())
                + "let it be promoted first, with 'state: present'"),
        new Want.Reach<>(fact, this::moved));
  }

  private Optional<Member> entry(Standing is) {
    return is.cluster(site).flatMap(c -> c.named(site.name()).or(() -> c.at(site.peerUrls())));
  }

  private Standing moved(Standing is) {
    var urls = site.peerUrls().stream().sorted().toList();
    return entry(is)
        .filter(entry -> !entry.peerUrls().equals(urls))
        .map(entry -> is.roster(r -> r.changed(entry.id(), m -> m.at(m.name(), urls))))
        .orElse(is);
  }
}
