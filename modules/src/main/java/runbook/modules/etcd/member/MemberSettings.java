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
 * The user's settings for a host's member and its cluster.
 *
 * @param peerUrls the member's own peer URLs
 * @param members the peer URLs of all members by name; commas separate several
 * @param token distinguishes its cluster from others with the same peer URLs
 * @param endpoints the client URLs of all members
 * @param dataDir empty if the task runs on another host than the member's
 * @param walDir where the write-ahead log is, if not in the data directory
 * @param config files that may contain its settings, besides those that its unit names
 * @param replaces the name or a peer URL of the member that it replaces
 * @param wholly whether to check the health of members outside the endpoints, too
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

  /** The directory where etcd sees whether it has run before. */
  Optional<HostPath> wal() {
    return dataDir.map(data -> walDir.orElse(new HostPath(data + "/member/wal")));
  }

  /** The data directory for messages. */
  String data() {
    return dataDir.map(HostPath::path).orElse("");
  }

  /** Returns whether this is the member to replace. */
  boolean isReplaced(ClusterMember clusterMember) {
    return replaces
        .filter(r -> clusterMember.name().equals(r) || clusterMember.peerUrls().contains(r))
        .isPresent();
  }

  /** Returns the setting of etcd, {@code a=https://…,b=https://…}, the same on every member. */
  String initialCluster() {
    return new TreeMap<>(members)
        .entrySet().stream()
            .flatMap(member -> entries(member.getKey(), urls(member.getValue())))
            .collect(Collectors.joining(","));
  }

  /** Returns these members as the founders of a cluster. */
  FoundingMembers foundingMembers() {
    return new FoundingMembers(members.values().stream().map(MemberSettings::urls).toList(), token);
  }

  static Stream<String> entries(String name, List<String> urls) {
    return urls.stream().map(url -> name + "=" + url);
  }

  /** Returns the name of the member with these peer URLs. */
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
