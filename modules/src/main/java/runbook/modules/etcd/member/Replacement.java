package runbook.modules.etcd.member;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import runbook.modules.etcd.Member;
import runbook.modules.etcd.Roster;
import runbook.modules.etcd.member.Course.Blocked;

/** The place of a failed member, which another takes; without a failed member there is none. */
record Replacement(Site site, Standing is) {

  /** The failed member's entry; empty when it has gone already, or when there is nothing amiss. */
  Optional<Member> entry() {
    return is.cluster(site)
        .flatMap(roster -> roster.first(site::isReplaced))
        .filter(failed -> !isOurs(failed) || (failed.started() && !is.answers(failed)));
  }

  /** A member can come back under the same name and address. */
  private boolean isOurs(Member failed) {
    return failed.at(site.peerUrls());
  }

  /** Why nobody is replaced; empty when nothing speaks against it. */
  Optional<String> refusal() {
    if (site.replaces().isEmpty()) {
      return Optional.empty();
    }
    var cluster = is.cluster(site);
    if (cluster.isEmpty()) {
      return new Derivation(site).of(is) instanceof Blocked
          ? Optional.empty()
          : Optional.of(
              "no member of the cluster answers, so none can be replaced\n"
                  + "bring enough of them back, or add the client URLs of others to 'endpoints'");
    }
    return entry().isPresent() ? well(entry().get()) : unknown(cluster.get());
  }

  private Optional<String> well(Member failed) {
    return is.healthy(failed)
        ? Optional.of(
            ("%s has not failed: it answers reads through the whole cluster\n"
                    + "a healthy member is taken out by 'state: absent', and another added by"
                    + " 'state: announced'")
                .formatted(failed))
        : Optional.empty();
  }

  /** A name that is wrong would leave the failed member in the cluster, and add another to it. */
  private Optional<String> unknown(Roster cluster) {
    var strangers =
        cluster.members().stream()
            .filter(member -> site.nameAt(member.peerUrls()).isEmpty())
            .map(Member::toString)
            .toList();
    return is.own(site).isPresent() || strangers.isEmpty()
        ? Optional.empty()
        : Optional.of(unknown(cluster, strangers));
  }

  private String unknown(Roster cluster, List<String> strangers) {
    return ("the cluster %s has no member '%s'\n"
            + "it has some that 'members' does not name: %s; replace one of these, or let"
            + " 'state: announced' add %s")
        .formatted(
            cluster.hex(),
            site.replaces().orElseThrow(),
            strangers.stream().collect(Collectors.joining(", ")),
            site.name());
  }
}
