package runbook.modules.etcd.member;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import runbook.modules.etcd.ClusterMember;
import runbook.modules.etcd.EtcdFailure;
import runbook.modules.etcd.MemberList;

/**
 * The membership of a host in its cluster.
 *
 * @param initialClusterSettings the current settings in its configuration
 * @param etcdUnit the state of its unit, with the end of its log if it does not run
 * @param lacks a missing file that etcdctl needs, so that no member could be queried
 * @param coming whether an earlier step would start it
 */
record MembershipState(
    DataDirState dataDirState,
    InitialClusterSettings initialClusterSettings,
    EtcdUnit etcdUnit,
    Optional<String> lacks,
    List<EndpointAnswer> peers,
    boolean coming) {

  /** The members in its configuration, whether they found a cluster, and the token. */
  record InitialClusterSettings(
      Optional<String> state, Optional<String> cluster, Optional<String> token) {

    static final InitialClusterSettings NONE =
        new InitialClusterSettings(Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** The state of the unit; empty if systemd does not know it. */
  record EtcdUnit(String active, List<String> log) {}

  /** Returns the clusters that have members of ours, those with a leader first. */
  private Stream<MemberList> clusters(MemberSettings memberSettings) {
    return peers.stream()
        .filter(endpointAnswer -> endpointAnswer.roster().isPresent())
        .sorted(Comparator.comparing(endpointAnswer -> endpointAnswer.leader() == 0))
        .map(endpointAnswer -> endpointAnswer.roster().get())
        .filter(memberList ->
            memberList.members().stream()
                .anyMatch(
                    clusterMember -> memberSettings.nameAt(clusterMember.peerUrls()).isPresent()));
  }

  /** Returns the cluster of the members that answer. */
  Optional<MemberList> cluster(MemberSettings memberSettings) {
    return clusters(memberSettings).findFirst();
  }

  /** Returns the ids of their clusters; more than one is a serious error. */
  List<Long> clusterIds(MemberSettings memberSettings) {
    return clusters(memberSettings).map(MemberList::cluster).distinct().toList();
  }

  Optional<ClusterMember> ownMember(MemberSettings memberSettings) {
    return cluster(memberSettings)
        .flatMap(memberList -> memberList.findByPeerUrls(memberSettings.peerUrls()));
  }

  boolean hasLeader() {
    return peers.stream().anyMatch(endpointAnswer -> endpointAnswer.leader() != 0);
  }

  Stream<EndpointAnswer> answering() {
    return peers.stream().filter(EndpointAnswer::answers);
  }

  boolean answers(ClusterMember clusterMember) {
    return answering().anyMatch(endpointAnswer -> endpointAnswer.id() == clusterMember.id());
  }

  /** Returns whether this member answered a read through the whole cluster. */
  boolean healthy(ClusterMember clusterMember) {
    return peers.stream()
        .anyMatch(endpointAnswer ->
            (endpointAnswer.id() == clusterMember.id() && endpointAnswer.healthy())
                || endpointAnswer.well().stream().anyMatch(clusterMember.clientUrls()::contains));
  }

  boolean mayListen() {
    return peers.stream().anyMatch(EndpointAnswer::mayListen);
  }

  /** Returns the first answer that failed because of certificates. */
  Optional<EndpointAnswer> firstTlsFailure() {
    return peers.stream()
        .filter(p ->
            p.trouble()
                .filter(t -> t.etcdFailureKind() == EtcdFailure.EtcdFailureKind.TLS)
                .isPresent())
        .findFirst();
  }

  MembershipState withMemberLists(UnaryOperator<MemberList> how) {
    var changed = peers.stream().map(endpointAnswer -> endpointAnswer.roster(how)).toList();
    return new MembershipState(
        dataDirState, initialClusterSettings, etcdUnit, lacks, changed, coming);
  }

  MembershipState withoutData() {
    var stopped = new EtcdUnit(etcdUnit.active().isEmpty() ? "" : "inactive", List.of());
    return new MembershipState(
        DataDirState.NONE, initialClusterSettings, stopped, lacks, peers, coming);
  }

  MembershipState withStart() {
    return new MembershipState(dataDirState, initialClusterSettings, etcdUnit, lacks, peers, true);
  }
}
