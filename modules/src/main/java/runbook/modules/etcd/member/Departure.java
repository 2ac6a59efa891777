package runbook.modules.etcd.member;

import java.util.List;
import java.util.Optional;
import runbook.module.Want;
import runbook.modules.etcd.Member;

/**
 * A member that shall be gone from the cluster's list.
 *
 * @param reset whether its data, which are of no use after that, are moved aside
 */
record Departure(Site site, boolean reset) {

  List<Want> wants() {
    var fact = new StandingFact(site);
    return List.of(
        new Want.Require<>(
            fact,
            is -> is.cluster(site).isPresent(),
            "no member of the cluster answers, so none can be removed\n"
                + "bring enough of them back, or add the client URLs of others to 'endpoints'"),
        new Want.Require<>(fact, is -> refusal(is).isEmpty(), is -> refusal(is).orElse("")),
        new Want.Reach<>(fact, this::gone));
  }

  private Optional<String> refusal(Standing is) {
    return entry(is).flatMap(new Quorum(site, is)::forbidsToRemove);
  }

  private Standing gone(Standing is) {
    var left = entry(is).map(entry -> is.roster(roster -> roster.without(entry.id()))).orElse(is);
    return reset && left.data().there() ? left.withoutData() : left;
  }

  /** By its peer URLs first: a name can have been given twice. */
  private Optional<Member> entry(Standing is) {
    return is.own(site).or(() -> is.cluster(site).flatMap(c -> c.named(site.name())));
  }
}
