package runbook.modules.etcd.member;

import java.util.List;
import java.util.stream.Collectors;
import runbook.modules.etcd.ClusterMember;
import runbook.modules.etcd.EtcdFailure;
import runbook.modules.etcd.MemberList;
import runbook.modules.etcd.member.JoinPlan.JoinBlocked;
import runbook.modules.etcd.member.JoinPlan.JoinPhase;
import runbook.modules.etcd.member.JoinPlan.StartSettings;
import runbook.modules.etcd.member.JoinPlan.UnblockAction;

/**
 * Derives from what is there how a host comes into its cluster: nobody has to say whether it is new
 * or existing, and nobody can say it wrong.
 */
record JoinDerivation(MemberSettings memberSettings) {

  JoinPlan of(MembershipState is) {
    if (is.clusterIds(memberSettings).size() > 1) {
      return blocked(
          UnblockAction.NONE,
          "the members are in different clusters: "
              + is.clusterIds(memberSettings).stream()
                  .map(Long::toHexString)
                  .collect(Collectors.joining(" and ")),
          "find out which of them holds the data you want, and reset the others one by one with"
              + " 'reset_data: true'");
    }
    return is.dataDirState().there() ? withData(is) : withoutData(is);
  }

  private JoinPlan withData(MembershipState is) {
    var cluster = is.cluster(memberSettings);
    var own = is.ownMember(memberSettings);
    if (cluster.isPresent()) {
      if (own.isEmpty() || is.dataDirState().isOlderThan(own.get())) {
        return blocked(
            UnblockAction.RESET,
            "the data in %s are of no member of the cluster %s"
                .formatted(memberSettings.data(), cluster.get().hex()),
            "they were left when it was removed, or are of another cluster: " + resetting());
      }
      return goOn(is);
    }
    if (is.dataDirState().foreignTo(memberSettings)) {
      return blocked(
          UnblockAction.RESET,
          "the data in %s are of another cluster: it was founded by %s"
              .formatted(memberSettings.data(), is.dataDirState().told()),
          "a package that starts etcd as it is installed leaves such data: " + resetting());
    }
    if (!is.dataDirState().joined() && !is.dataDirState().foundedBy(memberSettings)) {
      return blocked(
          UnblockAction.RESET,
          "the data in %s were begun for other members, and no cluster has come of it: %s"
              .formatted(memberSettings.data(), is.dataDirState().told()),
          "etcd reads 'initial-cluster' only once, and waits for those members for ever: "
              + resetting());
    }
    return goOn(is);
  }

  private String resetting() {
    return "'reset_data: true' stops %s and moves the data aside; nothing is deleted"
        .formatted(memberSettings.unit());
  }

  /** etcd does not read these settings again, so they stay what they are. */
  private JoinPlan goOn(MembershipState is) {
    var state =
        is.initialClusterSettings().state().orElse(is.dataDirState().joined() ? "existing" : "new");
    var cluster = is.initialClusterSettings().cluster();
    return new StartSettings(
        JoinPhase.MEMBER,
        state,
        cluster.orElseGet(() ->
            is.cluster(memberSettings)
                .map(this::initialCluster)
                .orElse(memberSettings.initialCluster())),
        false);
  }

  /** Who goes on with data keeps what is written of this as well. */
  String token(StartSettings startSettings, MembershipState is) {
    return startSettings.joinPhase() == JoinPhase.MEMBER
        ? is.initialClusterSettings().token().orElse(memberSettings.token())
        : memberSettings.token();
  }

  private JoinPlan withoutData(MembershipState is) {
    var cluster = is.cluster(memberSettings);
    if (cluster.isPresent()) {
      return joining(is, cluster.get());
    }
    if (is.firstTlsFailure().isPresent()) {
      var endpointAnswer = is.firstTlsFailure().get();
      return blocked(
          UnblockAction.NONE,
          "%s cannot be asked: %s"
              .formatted(
                  endpointAnswer.endpoint(),
                  endpointAnswer.trouble().map(EtcdFailure::text).orElse("")),
          "without an answer nobody knows whether a cluster is there: see to the certificates, ours"
              + " ('cacert', 'cert', 'key') and theirs");
    }
    var mute =
        is.answering().filter(endpointAnswer -> endpointAnswer.roster().isEmpty()).findFirst();
    if (mute.isPresent()) {
      return blocked(
          UnblockAction.PATIENCE,
          "%s answers, but cannot tell who its members are: it has no leader"
              .formatted(mute.get().endpoint()),
          "bring enough of its members back first");
    }
    if (is.lacks().isPresent() && is.mayListen()) {
      return blocked(
          UnblockAction.NONE,
          "a cluster may be there, and cannot be asked: there is no " + is.lacks().get(),
          "bring etcdctl and its certificates onto the host before this step");
    }
    return new StartSettings(JoinPhase.BOOTSTRAP, "new", memberSettings.initialCluster(), false);
  }

  private JoinPlan joining(MembershipState is, MemberList cluster) {
    var own = cluster.findByPeerUrls(memberSettings.peerUrls());
    if (own.filter(ClusterMember::started).isPresent()) {
      if (memberSettings.dataDir().isEmpty()) {
        return new StartSettings(JoinPhase.MEMBER, "existing", initialCluster(cluster), false);
      }
      return blocked(
          UnblockAction.REPLACE,
          "%s has been a member of the cluster %s, and its data are gone from %s"
              .formatted(memberSettings.name(), cluster.hex(), memberSettings.data()),
          "put the data back; or 'replace: true' removes the old entry, and the host joins anew");
    }
    if (own.filter(entry -> memberSettings.founding().founded(cluster, entry)).isPresent()) {
      // A founder that comes late. As one that joins it would ask every member for its version
      // before it answers itself, so that two of them would wait for each other for ever.
      return new StartSettings(JoinPhase.BOOTSTRAP, "new", memberSettings.initialCluster(), false);
    }
    var namesake = cluster.findByName(memberSettings.name());
    if (own.isEmpty() && namesake.isPresent()) {
      return blocked(
          UnblockAction.REPLACE,
          "the cluster %s knows %s, and this host is at %s"
              .formatted(
                  cluster.hex(), namesake.get(), String.join(",", memberSettings.peerUrls())),
          "'replace: true' removes the old entry, and the host joins anew");
    }
    if (own.isEmpty() && !is.hasLeader()) {
      return blocked(
          UnblockAction.PATIENCE,
          "the cluster %s has no leader, so nobody can join it".formatted(cluster.hex()),
          "bring enough of its members back first");
    }
    var with = own.isPresent() ? cluster : cluster.with(entry());
    return new StartSettings(JoinPhase.JOIN, "existing", initialCluster(with), own.isEmpty());
  }

  /** What {@code member add} makes; the cluster gives it its id. */
  ClusterMember entry() {
    return new ClusterMember(0, "", memberSettings.peerUrls(), List.of(), true);
  }

  private String initialCluster(MemberList cluster) {
    return cluster.members().stream()
        .flatMap(
            clusterMember -> MemberSettings.entries(name(clusterMember), clusterMember.peerUrls()))
        .sorted()
        .collect(Collectors.joining(","));
  }

  /** etcd compares URLs; a name must be there all the same. */
  private String name(ClusterMember clusterMember) {
    return memberSettings
        .nameAt(clusterMember.peerUrls())
        .orElse(clusterMember.name().isEmpty() ? clusterMember.hex() : clusterMember.name());
  }

  private static JoinBlocked blocked(UnblockAction unblockAction, String message, String hint) {
    return new JoinBlocked(unblockAction, message, hint);
  }
}
