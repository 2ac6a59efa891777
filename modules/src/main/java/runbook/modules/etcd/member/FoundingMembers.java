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
 * The members that found a cluster. etcd computes member ids from the peer URLs and the token, and
 * the cluster id from these, so the id shows whether exactly these members founded a cluster.
 */
record FoundingMembers(Collection<List<String>> members, String token) {

  /** Returns the id of a cluster that these members found. */
  long cluster() {
    var bytes = ByteBuffer.allocate(members.size() * Long.BYTES);
    // etcd sorts ids as unsigned numbers.
    members.stream().map(this::member).sorted(Long::compareUnsigned).forEach(bytes::putLong);
    return number(bytes.array());
  }

  /** Returns whether they founded this cluster, and this entry is still that of a founder. */
  boolean founded(MemberList cluster, ClusterMember entry) {
    return cluster() == cluster.cluster() && member(entry.peerUrls()) == entry.id();
  }

  /** Returns the id of a founder with these peer URLs; a member added later gets another. */
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
