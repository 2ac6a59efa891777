package runbook.modules.etcd.member;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import runbook.module.Default;
import runbook.module.Doc;
import runbook.module.Example;
import runbook.module.Module;
import runbook.module.Want;
import runbook.module.param.HostPath;
import runbook.modules.etcd.Etcdctl;

/** Adds a host to its etcd cluster, or removes it. */
@Doc(
    "Adds a host to its etcd cluster, or removes it; its data and the other members decide whether"
        + " it founds a cluster or joins one, and it never deletes data or breaks the cluster's"
        + " majority.")
@Example(
    """
    etcd_member:
      state: announced
      name: etcd1
      members:
        etcd1: https://10.0.0.1:2380
        etcd2: https://10.0.0.2:2380
        etcd3: https://10.0.0.3:2380
      endpoints: [https://10.0.0.1:2379, https://10.0.0.2:2379, https://10.0.0.3:2379]
      data_dir: /var/lib/etcd
      cacert: /etc/etcd/pki/ca.crt
      cert: /etc/etcd/pki/client.crt
      key: /etc/etcd/pki/client.key
    """)
@Example(
    """
    etcd_member:
      state: replaced
      name: etcd4
      replaces: etcd1
      members:
        etcd2: https://10.0.0.2:2380
        etcd3: https://10.0.0.3:2380
        etcd4: https://10.0.0.4:2380
      endpoints: [https://10.0.0.2:2379, https://10.0.0.3:2379, https://10.0.0.4:2379]
      cacert: /etc/etcd/pki/ca.crt
      cert: /etc/etcd/pki/client.crt
      key: /etc/etcd/pki/client.key
    """)
@Example(
    """
    etcd_member:
      state: present
      name: etcd1
      members: { etcd1: http://10.0.0.1:2380 }
      endpoints: [http://10.0.0.1:2379]
      data_dir: /var/lib/etcd
      timeout: 2m
    """)
public record EtcdMember(
    @Doc("The name of the member, unique in its cluster.") String name,
    @Doc("The state of the member: ready to start, running, or not in the cluster.")
        @Default("present")
        WantedMemberState state,
    @Doc("The peer URLs of all members by name; commas separate several URLs of one member.")
        Map<String, String> members,
    @Doc(
            "The 'initial-cluster-token' of the cluster; it identifies a founding member that"
                + " starts late.")
        @Default("etcd-cluster")
        String token,
    @Doc("The client URLs of all members; one that answers is enough to find the others.")
        List<String> endpoints,
    @Doc("The member's own peer URLs; the default is the entry of 'members' for its name.")
        List<String> peerUrls,
    @Doc(
            "Where etcd keeps its data; needed with 'state: announced' and 'reset_data'; without"
                + " it, the task can run on any host that has etcdctl.")
        Optional<HostPath> dataDir,
    @Doc("Where etcd keeps its write-ahead log, if that is not in 'data_dir'.")
        Optional<HostPath> walDir,
    @Doc("The unit that runs etcd.") @Default("etcd.service") String unit,
    @Doc(
            "Files with its settings, besides those that the unit names; their settings for the"
                + " first start are kept, because etcd does not read them again.")
        List<HostPath> config,
    @Doc("The path of etcdctl.") @Default("/usr/local/bin/etcdctl") HostPath etcdctl,
    @Doc("The certificate of the members' authority, on the host.") Optional<HostPath> cacert,
    @Doc("A client certificate that the members accept, on the host.") Optional<HostPath> cert,
    @Doc("The private key of 'cert', on the host.") Optional<HostPath> key,
    @Doc(
            "How long to wait until the member has started and is healthy; before it is announced,"
                + " how long to wait for its cluster to elect a leader, at most 20 s.")
        @Default("5m")
        Duration timeout,
    @Doc(
            "Whether to stop the unit and move data that does not fit this cluster aside, to a name"
                + " that contains the time.")
        @Default("false")
        boolean resetData,
    @Doc("Whether to remove the member's entry if its data is lost, so that it can join again.")
        @Default("false")
        boolean replace,
    @Doc("With 'state: replaced': the name or a peer URL of the member to replace.")
        Optional<String> replaces)
    implements Module {

  /** The wanted state of the member. */
  public enum WantedMemberState {
    @Doc(
        "The cluster knows it, so that it can start; the result has initial_cluster_state,"
            + " initial_cluster, initial_cluster_token and phase (bootstrap, join or member).")
    ANNOUNCED,
    @Doc("It has started, has a vote, and answers reads through the whole cluster.")
    PRESENT,
    @Doc(
        "It can be restarted: without it, the healthy members still have a majority, or all other"
            + " members are healthy; the step waits for this for up to 20 s, then fails.")
    DISPENSABLE,
    @Doc(
        "The cluster has no member with its peer URLs or its name; its unit and data stay as they"
            + " are, unless 'reset_data' is true.")
    ABSENT,
    @Doc(
        "A failed member is removed, and this one is announced in its place; a healthy member is"
            + " never removed.")
    REPLACED,
    @Doc("The cluster has its current peer URLs.")
    UPDATED
  }

  public EtcdMember {
    peerUrls = peerUrls.isEmpty() ? MemberSettings.urls(members.getOrDefault(name, "")) : peerUrls;
    // A log inside the data directory moves with the data.
    walDir = walDir.filter(wal -> dataDir.filter(wal::isBelow).isEmpty());
    if (peerUrls.isEmpty() && state != WantedMemberState.ABSENT) {
      throw new IllegalArgumentException(
          "'members' has no '%s': add it with its peer URL, or give 'peer_urls'".formatted(name));
    }
    if (dataDir.isEmpty() && (state == WantedMemberState.ANNOUNCED || resetData)) {
      throw new IllegalArgumentException(
          "'data_dir' must be given with 'state: announced' and with 'reset_data'");
    }
    if (endpoints.isEmpty()) {
      throw new IllegalArgumentException("'endpoints' must name the client URL of a member");
    }
    for (var url : endpoints) {
      if (!url.matches("https?://(\\[[0-9a-fA-F:.]+]|[A-Za-z0-9._-]+)(:[0-9]{1,5})?/?")) {
        throw new IllegalArgumentException("'%s' is not a client URL of etcd".formatted(url));
      }
    }
    if (cert.isPresent() != key.isPresent()) {
      throw new IllegalArgumentException("'cert' and 'key' must be given together");
    }
    if (replaces.isPresent() != (state == WantedMemberState.REPLACED)) {
      throw new IllegalArgumentException("'replaces' and 'state: replaced' must be given together");
    }
  }

  @Override
  public List<Want> wants() {
    var memberSettings =
        new MemberSettings(
            name,
            peerUrls,
            members,
            token,
            endpoints,
            dataDir,
            walDir,
            unit,
            config,
            new Etcdctl(etcdctl, cacert, cert, key),
            replaces,
            state == WantedMemberState.REPLACED || state == WantedMemberState.DISPENSABLE);
    return switch (state) {
      case ANNOUNCED, REPLACED ->
          new JoinPreparation(memberSettings, timeout, resetData, replace).wants();
      case PRESENT -> new MemberStartup(memberSettings, timeout).wants();
      case DISPENSABLE -> new RestartCheck(memberSettings, timeout).wants();
      case ABSENT -> new MemberRemoval(memberSettings, resetData).wants();
      case UPDATED -> new PeerUrlUpdate(memberSettings).wants();
    };
  }
}
