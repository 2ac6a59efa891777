package runbook.modules.etcd.member;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import runbook.module.param.HostPath;
import runbook.modules.etcd.ClusterMember;
import runbook.modules.etcd.Etcdctl;

/**
 * What the user says of a host's member and its cluster.
 *
 * @param peerUrls its own
 * @param members the peer URLs of all members by name, several parted by commas
 * @param token what tells its cluster from others with members at the same places
 * @param endpoints the client URLs of all members
 * @param dataDir empty where the host is another one, which speaks for the member
 * @param walDir where the write-ahead log is, when it is not in the data
 * @param config files in which its settings may be, besides those that its unit names
 * @param replaces the name or a peer URL of the member whose place it takes
 * @param wholly whether members at other places than the endpoints are asked how they are as well
 */
record MemberSettings(
    String name,
    List<String> peerUrls,
    Map<String, String> members,
    String token,
    List<String> endpoints,
    Optional<HostPath> dataDir,
    Optional<HostPath> walDir,
    String unit,
    List<HostPath> config,
    Etcdctl etcdctl,
    Optional<String> replaces,
    boolean wholly) {

  /** Where etcd looks to see whether it has ever run. */
  Optional<HostPath> wal() {
    return dataDir.map(data -> walDir.orElse(new HostPath(data + "/member/wal")));
  }

  /** For messages about data, which speak only of what has been looked at. */
  String data() {
    return dataDir.map(HostPath::path).orElse("");
  }

  /** Whether this is the member whose place is taken. */
  boolean isReplaced(ClusterMember clusterMember) {
    return replaces
        .filter(r -> clusterMember.name().equals(r) || clusterMember.peerUrls().contains(r))
        .isPresent();
  }

  /** As etcd wants it: {@code a=https://…,b=https://…}, the same on every member. */
  String initialCluster() {
    return new TreeMap<>(members)
        .entrySet().stream()
            .flatMap(member -> entries(member.getKey(), urls(member.getValue())))
            .collect(Collectors.joining(","));
  }

  /** The cluster that these members would found. */
  FoundingMembers founding() {
    return new FoundingMembers(members.values().stream().map(MemberSettings::urls).toList(), token);
  }

  static Stream<String> entries(String name, List<String> urls) {
    return urls.stream().map(url -> name + "=" + url);
  }

  /** The name that goes with these peer URLs. */
  Optional<String> nameAt(List<String> urls) {
    return members.entrySet().stream()
        .filter(member -> urls(member.getValue()).stream().anyMatch(urls::contains))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  static List<String> urls(String text) {
    return Stream.of(text.split(",", -1))
        .map(String::strip)
        .filter(url -> !url.isEmpty())
        .sorted()
        .toList();
  }
}
