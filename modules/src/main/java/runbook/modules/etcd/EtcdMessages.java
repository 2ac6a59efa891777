package runbook.modules.etcd;

import java.util.List;
import runbook.modules.messages.KnownMessage;
import runbook.modules.messages.KnownMessageSource;

/** Messages of etcd when it does not start or rejects a member; fatal ones come first. */
public final class EtcdMessages implements KnownMessageSource {

  private static final String WRONG_STATE =
      "the data directory and the cluster do not belong together: remove the member from the"
          + " cluster, move its data directory aside, and add it again";

  private static final List<KnownMessage> ROWS =
      List.of(
          new KnownMessage(
              "has already been bootstrapped",
              "the cluster knows this member, but its data is gone: remove it from the cluster, add"
                  + " it again, and start it with initial-cluster-state 'existing'"),
          new KnownMessage(
              "member count is unequal",
              "initial-cluster lists other members than the running cluster has: it must name each"
                  + " of 'etcdctl member list', and this one, which must have been added before"),
          new KnownMessage(
              "unmatched member while checking PeerURLs",
              "a peer URL in initial-cluster is not the one that the cluster has for that member:"
                  + " compare with 'etcdctl member list'"),
          new KnownMessage(
              "couldn't find local name",
              "'name' is not in initial-cluster: both must have the same spelling"),
          new KnownMessage(
              "missing from --initial-advertise-peer-urls",
              "initial-advertise-peer-urls and this member's entry in initial-cluster must be the"
                  + " same, character by character"),
          new KnownMessage(
              "cannot fetch cluster info from peer urls",
              "no other member answers: initial-cluster-state 'existing' needs a running cluster;"
                  + " check that its members are up and their peer port is open"),
          new KnownMessage(
              "incompatible with current running cluster",
              "this version of etcd does not fit the cluster: upgrade one minor version at a time"),
          new KnownMessage(
              "expected IP in URL for binding",
              "a listen URL must have an IP address or localhost, not a name; names are for the"
                  + " advertised URLs"),
          new KnownMessage(
              "is shadowed by corresponding command-line flag",
              "the same setting is both an environment variable and a flag: remove one"),
          new KnownMessage(
              "flag provided but not defined",
              "this version of etcd does not know the flag: it was renamed or removed, or is"
                  + " misspelled"),
          new KnownMessage("is out of range [lastIndex", WRONG_STATE),
          new KnownMessage(
              "request cluster ID mismatch",
              "the members belong to different clusters: one was bootstrapped by itself, or has"
                  + " data from another cluster; "
                  + "compare 'cluster_id' of 'etcdctl endpoint status -w json' on each"),
          new KnownMessage(
              "re-configuration failed due to not enough started members",
              "added members have not started yet: start them first, or remove them"),
          new KnownMessage(
              "etcdserver: unhealthy cluster",
              "a member is down, or has been up for less than five seconds: remove a dead member"
                  + " before you add another"),
          new KnownMessage(
              "can only promote a learner member which is in sync with leader",
              "the learner has not caught up yet: wait, and try again"),
          new KnownMessage(
              "too many learner members in cluster",
              "another learner must be promoted or removed first"),
          new KnownMessage(
              "member ID already exist", "the member was added before: continue by starting it"),
          new KnownMessage(
              "Peer URLs already exists",
              "a member with this peer URL was added before: start it, or remove it if it is dead"),
          new KnownMessage(
              "etcdserver: member not found",
              "the member was removed from the cluster: add it again, with an empty data"
                  + " directory"),
          new KnownMessage(
              "the member has been permanently removed from the cluster",
              "the member was removed from the cluster: add it again, with an empty data"
                  + " directory"),
          new KnownMessage(
              "database space exceeded",
              "the database has reached quota-backend-bytes: compact it, defragment the members one"
                  + " by one, and disarm the alarm"),
          new KnownMessage(
              "certificate is valid for",
              "the certificate does not contain the address in use: issue one with that address in"
                  + " its SANs"),
          new KnownMessage(
              "certificate has expired or is not yet valid",
              "renew the certificate; if it is not old, the clocks of the hosts differ"),
          new KnownMessage(
              "certificate signed by unknown authority",
              "the certificate is not from the trusted CA: both sides need the same CA"),
          new KnownMessage(
              "private key does not match public key",
              "the key and the certificate do not match: replace both together"),
          new KnownMessage(
              "tls: bad certificate",
              "the other side rejects the certificate: check its CA, its SANs, its usages (client"
                  + " and server) and its dates"));

  @Override
  public List<KnownMessage> rows() {
    return ROWS;
  }
}
