package runbook.modules.etcd.member;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.List;
import runbook.modules.etcd.ClusterMember;
import runbook.modules.etcd.MemberList;

/**
 * The members that found a cluster. etcd derives its number from theirs, and theirs from their peer
 * URLs and the token: so it shows whether a cluster has been founded by just these.
 */
record FoundingMembers(Collection<List<String>> members, String token) {

  /** The number the cluster has if these have founded it. */
  long cluster() {
    var bytes = ByteBuffer.allocate(members.size() * Long.BYTES);
    // etcd's numbers have no sign.
    members.stream().map(this::member).sorted(Long::compareUnsigned).forEach(bytes::putLong);
    return number(bytes.array());
  }

  /** Whether they have founded this cluster, and this entry is still the one of a founder. */
  boolean founded(MemberList cluster, ClusterMember entry) {
    return cluster() == cluster.cluster() && member(entry.peerUrls()) == entry.id();
  }

  /** The number of the member at these peer URLs; one that is added later gets another. */
  long member(List<String> urls) {
    var text = String.join("", urls.stream().sorted().toList()) + token;
    return number(text.getBytes(StandardCharsets.UTF_8));
  }

  private static long number(byte[] bytes) {
    try {
      return ByteBuffer.wrap(MessageDigest.getInstance("SHA-1").digest(bytes)).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }
}
