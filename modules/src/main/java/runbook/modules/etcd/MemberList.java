package runbook.modules.etcd;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The members of a cluster, as one member lists them. */
public record MemberList(long cluster, List<ClusterMember> members) {

  public MemberList {
    members =
        members.stream()
            .sorted(
                Comparator.comparing(ClusterMember::name)
                    .thenComparing(m -> m.peerUrls().toString()))
            .toList();
  }

  /** Reads the output of {@code etcdctl -w json member list}. */
  public static MemberList of(JsonValue jsonValue) {
    return new MemberList(
        jsonValue.at("header").at("cluster_id").number(),
        jsonValue.at("members").items().stream().map(ClusterMember::of).toList());
  }

  public Optional<ClusterMember> findByPeerUrls(List<String> peerUrls) {
    return first(clusterMember -> clusterMember.at(peerUrls));
  }

  public Optional<ClusterMember> findByName(String name) {
    return first(clusterMember -> clusterMember.name().equals(name));
  }

  public Optional<ClusterMember> first(Predicate<ClusterMember> which) {
    return members.stream().filter(which).findFirst();
  }

  public Stream<ClusterMember> voters() {
    return members.stream().filter(clusterMember -> !clusterMember.learner());
  }

  public MemberList without(long id) {
    return new MemberList(cluster, members.stream().filter(m -> m.id() != id).toList());
  }

  public MemberList with(ClusterMember clusterMember) {
    var more = new ArrayList<>(members);
    more.add(clusterMember);
    return new MemberList(cluster, more);
  }

  public MemberList changed(long id, UnaryOperator<ClusterMember> how) {
    return new MemberList(
        cluster, members.stream().map(m -> m.id() == id ? how.apply(m) : m).toList());
  }

  public String hex() {
    return Long.toHexString(cluster);
  }
}
