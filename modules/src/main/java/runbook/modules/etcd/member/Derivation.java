package runbook.modules.etcd.member;

import java.util.List;
import java.util.stream.Collectors;
import runbook.modules.etcd.Cause;
import runbook.modules.etcd.Member;
import runbook.modules.etcd.Roster;
import runbook.modules.etcd.member.Course.Blocked;
import runbook.modules.etcd.member.Course.Phase;
import runbook.modules.etcd.member.Course.Remedy;
import runbook.modules.etcd.member.Course.Way;

/**
 * Derives from what is there how a host comes into its cluster: nobody has to say whether it is new
 * or existing, and nobody can say it wrong.
 */
record Derivation(Site site) {

  Course of(Standing is) {
    if (is.clusterIds(site).size() > 1) {
      return blocked(
          Remedy.NONE,
          "the members are in different clusters: "
              + is.clusterIds(site).stream()
                  .map(Long::toHexString)
                  .collect(Collectors.joining(" and ")),
          "find out which of them holds the data you want, and reset the others one by one with"
              + " 'reset_data: true'");
    }
    return is.data().there() ? withData(is) : withoutData(is);
  }

  private Course withData(Standing is) {
    var cluster = is.cluster(site);
    var own = is.own(site);
    if (cluster.isPresent()) {
      if (own.isEmpty() || is.data().before(own.get())) {
        return blocked(
            Remedy.RESET,
            "the data in %s are of no member of the cluster %s"
                .formatted(site.data(), cluster.get().hex()),
            "they were left when it was removed, or are of another cluster: " + resetting());
      }
      return goOn(is);
    }
    if (is.data().foreignTo(site)) {
      return blocked(
          Remedy.RESET,
          "the data in %s are of another cluster: it was founded by %s"
              .formatted(site.data(), is.data().told()),
          "a package that starts etcd as it is installed leaves such data: " + resetting());
    }
    if (!is.data().joined() && !is.data().foundedBy(site)) {
      return blocked(
          Remedy.RESET,
          "the data in %s were begun for other members, and no cluster has come of it: %s"
              .formatted(site.data(), is.data().told()),
          "etcd reads 'initial-cluster' only once, and waits for those members for ever: "
              + resetting());
    }
    return goOn(is);
  }

  private String resetting() {
    return "'reset_data: true' stops %s and moves the data aside; nothing is deleted"
        .formatted(site.unit());
  }

  /** etcd does not read these settings again, so they stay what they are. */
  private Course goOn(Standing is) {
    var state = is.settings().state().orElse(is.data().joined() ? "existing" : "new");
    var cluster = is.settings().cluster();
    return new Way(
        Phase.MEMBER,
        state,
        cluster.orElseGet(
            () -> is.cluster(site).map(this::initialCluster).orElse(site.initialCluster())),
        false);
  }

  /** Who goes on with data keeps what is written of this as well. */
  String token(Way way, Standing is) {
    return way.phase() == Phase.MEMBER ? is.settings().token().orElse(site.token()) : site.token();
  }

  private Course withoutData(Standing is) {
    var cluster = is.cluster(site);
    if (cluster.isPresent()) {
      return joining(is, cluster.get());
    }
    if (is.barred().isPresent()) {
      var peer = is.barred().get();
      return blocked(
          Remedy.NONE,
          "%s cannot be asked: %s"
              .formatted(peer.endpoint(), peer.trouble().map(Cause::text).orElse("")),
          "without an answer nobody knows whether a cluster is there: see to the certificates, ours"
              + " ('cacert', 'cert', 'key') and theirs");
    }
    var mute = is.answering().filter(peer -> peer.roster().isEmpty()).findFirst();
    if (mute.isPresent()) {
      return blocked(
          Remedy.PATIENCE,
          "%s answers, but cannot tell who its members are: it has no leader"
              .formatted(mute.get().endpoint()),
          "bring enough of its members back first");
    }
    if (is.lacks().isPresent() && is.mayListen()) {
      return blocked(
          Remedy.NONE,
          "a cluster may be there, and cannot be asked: there is no " + is.lacks().get(),
          "bring etcdctl and its certificates onto the host before this step");
    }
    return new Way(Phase.BOOTSTRAP, "new", site.initialCluster(), false);
  }

  private Course joining(Standing is, Roster cluster) {
    var own = cluster.at(site.peerUrls());
    if (own.filter(Member::started).isPresent()) {
      if (site.dataDir().isEmpty()) {
        return new Way(Phase.MEMBER, "existing", initialCluster(cluster), false);
      }
      return blocked(
          Remedy.REPLACE,
          "%s has been a member of the cluster %s, and its data are gone from %s"
              .formatted(site.name(), cluster.hex(), site.data()),
          "put the data back; or 'replace: true' removes the old entry, and the host joins anew");
    }
    if (own.filter(entry -> site.founding().began(cluster, entry)).isPresent()) {
      // A founder that comes late. As one that joins it would ask every member for its version
      // before it answers itself, so that two of them would wait for each other for ever.
      return new Way(Phase.BOOTSTRAP, "new", site.initialCluster(), false);
    }
    var namesake = cluster.named(site.name());
    if (own.isEmpty() && namesake.isPresent()) {
      return blocked(
          Remedy.REPLACE,
          "the cluster %s knows %s, and this host is at %s"
              .formatted(cluster.hex(), namesake.get(), String.join(",", site.peerUrls())),
          "'replace: true' removes the old entry, and the host joins anew");
    }
    if (own.isEmpty() && !is.hasLeader()) {
      return blocked(
          Remedy.PATIENCE,
          "the cluster %s has no leader, so nobody can join it".formatted(cluster.hex()),
          "bring enough of its members back first");
    }
    var with = own.isPresent() ? cluster : cluster.with(entry());
    return new Way(Phase.JOIN, "existing", initialCluster(with), own.isEmpty());
  }

  /** What {@code member add} makes; the cluster gives it its id. */
  Member entry() {
    return new Member(0, "", site.peerUrls(), List.of(), true);
  }

  private String initialCluster(Roster cluster) {
    return cluster.members().stream()
        .flatMap(member -> Site.entries(name(member), member.peerUrls()))
        .sorted()
        .collect(Collectors.joining(","));
  }

  /** etcd compares URLs; a name must be there all the same. */
  private String name(Member member) {
    return site.nameAt(member.peerUrls())
        .orElse(member.name().isEmpty() ? member.hex() : member.name());
  }

  private static Blocked blocked(Remedy remedy, String message, String hint) {
    return new Blocked(remedy, message, hint);
  }
}
