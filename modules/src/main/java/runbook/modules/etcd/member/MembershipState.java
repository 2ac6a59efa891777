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
 * How a host stands towards its cluster.
 *
 * @param initialClusterSettings what its configuration says now
 * @param etcdUnit what systemd says of its unit, with the end of its log when it does not run
 * @param lacks a file that etcdctl needs and that is not there, so that nobody could be asked
 * @param coming an earlier step would start it
 */
record MembershipState(
    DataDirState dataDirState,
    InitialClusterSettings initialClusterSettings,
    EtcdUnit etcdUnit,
    Optional<String> lacks,
    List<EndpointAnswer> peers,
    boolean coming) {

  /** Which members its configuration names, whether they found a cluster, and with what token. */
  record InitialClusterSettings(
      Optional<String> state, Optional<String> cluster, Optional<String> token) {

    static final InitialClusterSettings NONE =
        new InitialClusterSettings(Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** What systemd says; empty where it is not known to systemd. */
  record EtcdUnit(String active, List<String> log) {}

  /** The clusters that members of ours know, the one with a leader first. */
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

  /** The cluster of the members that answer, as they know it. */
  Optional<MemberList> cluster(MemberSettings memberSettings) {
    return clusters(memberSettings).findFirst();
  }

  /** How many clusters they are in; more than one is a calamity. */
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

  /** A read through the whole cluster has come back from this member. */
  boolean healthy(ClusterMember clusterMember) {
    return peers.stream()
        .anyMatch(endpointAnswer ->
            (endpointAnswer.id() == clusterMember.id() && endpointAnswer.healthy())
                || endpointAnswer.well().stream().anyMatch(clusterMember.clientUrls()::contains));
  }

  boolean mayListen() {
    return peers.stream().anyMatch(EndpointAnswer::mayListen);
  }

  /** Why certificates keep members from answering, when that is so. */
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
