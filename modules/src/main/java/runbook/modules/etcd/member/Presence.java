package runbook.modules.etcd.member;

import java.time.Duration;
import java.util.List;
import runbook.module.Want;
import runbook.modules.etcd.Cause;
import runbook.modules.etcd.Member;
import runbook.modules.remedy.Remedies;

/** A member that has been started, and shall be whole. */
record Presence(Site site, Duration timeout) {

  List<Want> wants() {
    var fact = new StandingFact(site);
    return List.of(
        new Want.Await<>(fact, this::hasStarted, timeout, this::missing),
        new Want.Reach<>(fact, this::promoted),
        new Want.Await<>(fact, this::isWhole, timeout, this::missing));
  }

  /** A learner answers no reads through the whole cluster, so only that it is there can be seen. */
  private boolean hasStarted(Standing is) {
    return is.coming() || is.own(site).filter(m -> m.started() && is.answers(m)).isPresent();
  }

  private boolean isWhole(Standing is) {
    return is.coming() || is.own(site).filter(m -> !m.learner() && is.healthy(m)).isPresent();
  }

  private Standing promoted(Standing is) {
    var learner = is.own(site).filter(Member::learner);
    return learner.isEmpty()
        ? is
        : is.roster(roster -> roster.changed(learner.get().id(), member -> member.learner(false)));
  }

  private String missing(Standing is) {
    return "%s %s\n%s".formatted(site.name(), state(is), hint(is));
  }

  private String state(Standing is) {
    var cluster = is.cluster(site);
    if (cluster.isEmpty()) {
      return is.barred()
          .flatMap(Peer::trouble)
          .map(cause -> "does not let us in: " + cause.text())
          .orElseGet(() -> "does not answer" + why(is));
    }
    var own = is.own(site);
    if (own.isEmpty()) {
      return "is no member of the cluster " + cluster.get().hex();
    }
    if (!is.answers(own.get())) {
      return own.get().started()
          ? "is known to its cluster, but does not answer" + why(is)
          : "is known to its cluster, but has not started" + why(is);
    }
    return own.get().learner() ? "is a learner still" : "has no healthy cluster around it";
  }

  private String why(Standing is) {
    var unit = is.unit().active();
    var troubles =
        is.peers().stream()
            .flatMap(peer -> peer.trouble().stream())
            .filter(cause -> cause.kind() != Cause.Kind.SILENCE)
            .map(Cause::text)
            .distinct()
            .toList();
    return (unit.isEmpty() ? "" : ", %s is %s".formatted(site.unit(), unit))
        + (troubles.isEmpty() ? "" : " (" + String.join("; ", troubles) + ")");
  }

  /** What its log says, and what is known to help. */
  private String hint(Standing is) {
    var log = is.unit().log();
    if (log.isEmpty()) {
      return "see 'journalctl -u %s' on the host".formatted(site.unit());
    }
    return Remedies.OF_SERVICES.on(log).map(remedy -> remedy + "\n").orElse("")
        + "%s says: %s".formatted(site.unit(), String.join("\n", log));
  }
}
