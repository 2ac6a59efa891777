package runbook.modules.etcd.member;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import runbook.modules.etcd.Cause;
import runbook.modules.etcd.Member;
import runbook.modules.etcd.Roster;

/**
 * How a host stands towards its cluster.
 *
 * @param settings what its configuration says now
 * @param unit what systemd says of its unit, with the end of its log when it does not run
 * @param lacks a file that etcdctl needs and that is not there, so that nobody could be asked
 * @param coming an earlier step would start it
 */
record Standing(
    Data data,
    Settings settings,
    Unit unit,
    Optional<String> lacks,
    List<Peer> peers,
    boolean coming) {

  /** Which members its configuration names, whether they found a cluster, and with what token. */
  record Settings(Optional<String> state, Optional<String> cluster, Optional<String> token) {

    static final Settings NONE = new Settings(Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** What systemd says; empty where it is not known to systemd. */
  record Unit(String active, List<String> log) {}

  /** The clusters that members of ours know, the one with a leader first. */
  private Stream<Roster> clusters(Site site) {
    return peers.stream()
        .filter(peer -> peer.roster().isPresent())
        .sorted(Comparator.comparing(peer -> peer.leader() == 0))
        .map(peer -> peer.roster().get())
        .filter(roster ->
            roster.members().stream()
                .anyMatch(member -> site.nameAt(member.peerUrls()).isPresent()));
  }

  /** The cluster of the members that answer, as they know it. */
  Optional<Roster> cluster(Site site) {
    return clusters(site).findFirst();
  }

  /** How many clusters they are in; more than one is a calamity. */
  List<Long> clusterIds(Site site) {
    return clusters(site).map(Roster::cluster).distinct().toList();
  }

  Optional<Member> own(Site site) {
    return cluster(site).flatMap(roster -> roster.at(site.peerUrls()));
  }

  boolean hasLeader() {
    return peers.stream().anyMatch(peer -> peer.leader() != 0);
  }

  Stream<Peer> answering() {
    return peers.stream().filter(Peer::answers);
  }

  boolean answers(Member member) {
    return answering().anyMatch(peer -> peer.id() == member.id());
  }

  /** A read through the whole cluster has come back from this member. */
  boolean healthy(Member member) {
    return peers.stream()
        .anyMatch(peer ->
            (peer.id() == member.id() && peer.healthy())
                || peer.well().stream().anyMatch(member.clientUrls()::contains));
  }

  boolean mayListen() {
    return peers.stream().anyMatch(Peer::mayListen);
  }

  /** Why certificates keep members from answering, when that is so. */
  Optional<Peer> barred() {
    return peers.stream()
        .filter(p -> p.trouble().filter(t -> t.kind() == Cause.Kind.TLS).isPresent())
        .findFirst();
  }

  Standing roster(UnaryOperator<Roster> how) {
    var changed = peers.stream().map(peer -> peer.roster(how)).toList();
    return new Standing(data, settings, unit, lacks, changed, coming);
  }

  Standing withoutData() {
    var stopped = new Unit(unit.active().isEmpty() ? "" : "inactive", List.of());
    return new Standing(Data.NONE, settings, stopped, lacks, peers, coming);
  }

  Standing started() {
    return new Standing(data, settings, unit, lacks, peers, true);
  }
}
