package runbook.modules.etcd;

import java.util.List;

/**
 * An entry of a cluster's member list.
 *
 * @param name empty for a member that was added and never started
 * @param clientUrls empty until it starts for the first time
 * @param learner whether it follows without a vote
 */
public record ClusterMember(
    long id, String name, List<String> peerUrls, List<String> clientUrls, boolean learner) {

  public ClusterMember {
    peerUrls = peerUrls.stream().sorted().toList();
    clientUrls = clientUrls.stream().sorted().toList();
  }

  /** Reads an entry of the member list or the write-ahead log, which write the id differently. */
  public static ClusterMember of(JsonValue jsonValue) {
    return new ClusterMember(
        jsonValue.at("ID").number() | jsonValue.at("id").number(),
        jsonValue.at("name").text(),
        jsonValue.at("peerURLs").texts(),
        jsonValue.at("clientURLs").texts(),
        jsonValue.at("isLearner").flag());
  }

  /** Returns whether it has ever run; a founder has a name from the start, but no client URL. */
  public boolean started() {
    return !clientUrls.isEmpty();
  }

  public boolean at(List<String> urls) {
    return peerUrls.stream().anyMatch(urls::contains);
  }

  public String hex() {
    return Long.toHexString(id);
  }

  public ClusterMember learner(boolean is) {
    return new ClusterMember(id, name, peerUrls, clientUrls, is);
  }

  public ClusterMember at(String name, List<String> urls) {
    return new ClusterMember(id, name, urls, clientUrls, learner);
  }

  @Override
  public String toString() {
    return "%s at %s".formatted(name.isEmpty() ? hex() : name, String.join(",", peerUrls));
  }
}
