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
 * Derives from the state of a host and its cluster how the host becomes a member. The user does not
 * say whether the cluster is new or existing, and cannot get it wrong.
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
          "find out which of them has the data you want, and reset the others one by one with"
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
            "the data in %s belongs to no member of the cluster %s"
                .formatted(memberSettings.data(), cluster.get().hex()),
            "it is left from a removed member, or from another cluster: " + resetting());
      }
      return goOn(is);
    }
    if (is.dataDirState().foreignTo(memberSettings)) {
      return blocked(
          UnblockAction.RESET,
          "the data in %s belongs to another cluster, founded by %s"
              .formatted(memberSettings.data(), is.dataDirState().told()),
          "a package that starts etcd on installation leaves such data: " + resetting());
    }
    if (!is.dataDirState().joined() && !is.dataDirState().foundedBy(memberSettings)) {
      return blocked(
          UnblockAction.RESET,
          "the data in %s was created for other members, and no cluster was formed: %s"
              .formatted(memberSettings.data(), is.dataDirState().told()),
          "etcd reads 'initial-cluster' only once, and waits for those members forever: "
              + resetting());
    }
    return goOn(is);
  }

  private String resetting() {
    return "'reset_data: true' stops %s and moves the data aside; nothing is deleted"
        .formatted(memberSettings.unit());
  }

  /** Keeps these settings, because etcd does not read them again. */
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

  /** Returns the token; a host that continues with its data keeps the one it has. */
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
          "%s cannot be queried: %s"
              .formatted(
                  endpointAnswer.endpoint(),
                  endpointAnswer.trouble().map(EtcdFailure::text).orElse("")),
          "without an answer it is unknown whether a cluster exists: check our certificates"
              + " ('cacert', 'cert', 'key') and those of the members");
    }
    var mute =
        is.answering().filter(endpointAnswer -> endpointAnswer.roster().isEmpty()).findFirst();
    if (mute.isPresent()) {
      return blocked(
          UnblockAction.PATIENCE,
          "%s answers, but cannot list its members: it has no leader"
              .formatted(mute.get().endpoint()),
          "bring enough of its members back first");
    }
    if (is.lacks().isPresent() && is.mayListen()) {
      return blocked(
          UnblockAction.NONE,
          "a cluster may exist, but cannot be queried: there is no " + is.lacks().get(),
          "install etcdctl and its certificates on the host before this step");
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
          "%s has been a member of the cluster %s, but its data is gone from %s"
              .formatted(memberSettings.name(), cluster.hex(), memberSettings.data()),
          "restore the data, or use 'replace: true' to remove the old entry and join again");
    }
    if (own.filter(entry -> memberSettings.foundingMembers().founded(cluster, entry)).isPresent()) {
      // A founder that starts late. If it joined, it would query the version of every member before
      // it answers itself, so that two such members would wait for each other forever.
      return new StartSettings(JoinPhase.BOOTSTRAP, "new", memberSettings.initialCluster(), false);
    }
    var namesake = cluster.findByName(memberSettings.name());
    if (own.isEmpty() && namesake.isPresent()) {
      return blocked(
          UnblockAction.REPLACE,
          "the cluster %s has %s, but this host is at %s"
              .formatted(
                  cluster.hex(), namesake.get(), String.join(",", memberSettings.peerUrls())),
          "use 'replace: true' to remove the old entry and join again");
    }
    if (own.isEmpty() && !is.hasLeader()) {
      return blocked(
          UnblockAction.PATIENCE,
          "the cluster %s has no leader, so no host can join it".formatted(cluster.hex()),
          "bring enough of its members back first");
    }
    var with = own.isPresent() ? cluster : cluster.with(entry());
    return new StartSettings(JoinPhase.JOIN, "existing", initialCluster(with), own.isEmpty());
  }

  /** Returns the entry that {@code member add} makes; the cluster assigns its id. */
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

  /** Returns a name for the setting: etcd compares only URLs, but requires a name. */
  private String name(ClusterMember clusterMember) {
    return memberSettings
        .nameAt(clusterMember.peerUrls())
        .orElse(clusterMember.name().isEmpty() ? clusterMember.hex() : clusterMember.name());
  }

  private static JoinBlocked blocked(UnblockAction unblockAction, String message, String hint) {
    return new JoinBlocked(unblockAction, message, hint);
  }
}
