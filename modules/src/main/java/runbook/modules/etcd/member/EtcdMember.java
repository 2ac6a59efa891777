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

/** Brings a host into its etcd cluster, and out of it. */
@Doc(
    "Brings a host into its etcd cluster, founded or joined as its data and the other members tell,"
        + " or out of it; data are never deleted, and the cluster never loses its majority.")
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
    @Doc("The name of the member; all members are told apart by it.") String name,
    @Doc("Where the host stands: before its configuration is written, after its start, or outside.")
        @Default("present")
        WantedMemberState state,
    @Doc("The peer URLs of all members by name; several of one member are parted by commas.")
        Map<String, String> members,
    @Doc(
            "The 'initial-cluster-token' of the cluster: with it a member shows to be one of the"
                + " founders that comes late.")
        @Default("etcd-cluster")
        String token,
    @Doc("The client URLs of all members; those that answer are asked for the others.")
        List<String> endpoints,
    @Doc("The member's own peer URLs; when left out, those that 'members' has for its name.")
        List<String> peerUrls,
    @Doc(
            "Where etcd keeps its data; needed with state announced and to reset them, while"
                + " otherwise any host that has etcdctl can speak for the member.")
        Optional<HostPath> dataDir,
    @Doc("Where etcd keeps its write-ahead log, when that is not in the data.")
        Optional<HostPath> walDir,
    @Doc("The unit that runs it.") @Default("etcd.service") String unit,
    @Doc(
            "Files that hold its settings, besides those that the unit names: what they say of the"
                + " first start is kept, for etcd does not read it again.")
        List<HostPath> config,
    @Doc("Where etcdctl is.") @Default("/usr/local/bin/etcdctl") HostPath etcdctl,
    @Doc("The authority of the members' certificates, on the host.") Optional<HostPath> cacert,
    @Doc("A certificate that the members accept from a client, on the host.")
        Optional<HostPath> cert,
    @Doc("The key of that certificate, on the host.") Optional<HostPath> key,
    @Doc(
            "How long the member may take to be started and healthy; before it is announced, its"
                + " cluster may take 20 s of that to elect a leader.")
        @Default("5m")
        Duration timeout,
    @Doc(
            "Whether data that are of no use to this cluster are moved aside, with the time in"
                + " their name, and the unit stopped for it.")
        @Default("false")
        boolean resetData,
    @Doc("Whether an entry of the cluster whose data are lost is removed, to join anew.")
        @Default("false")
        boolean replace,
    @Doc("With state replaced: the name or a peer URL of the member whose place this one takes.")
        Optional<String> replaces)
    implements Module {

  /** Where the host shall stand. */
  public enum WantedMemberState {
    @Doc(
        "It can be started: the cluster knows of it, and the result has initial_cluster_state,"
            + " initial_cluster, initial_cluster_token and phase (bootstrap, join or member).")
    ANNOUNCED,
    @Doc("It has started, answers reads through the whole cluster, and has a vote.")
    PRESENT,
    @Doc(
        "It can be started again: while it is away, the others of its cluster that are well keep"
            + " the majority, or all of them are well; where this does not come about within 20 s,"
            + " the step fails.")
    DISPENSABLE,
    @Doc(
        "The cluster does not know it, whether it is found by its peer URLs or by its name; its"
            + " unit and its data are left alone, unless data are to be reset.")
    ABSENT,
    @Doc(
        "Another member, which has failed, is removed, and this one announced in its place; one"
            + " that is healthy is not.")
    REPLACED,
    @Doc("The cluster knows its present peer URLs.")
    UPDATED
  }

  public EtcdMember {
    peerUrls = peerUrls.isEmpty() ? MemberSettings.urls(members.getOrDefault(name, "")) : peerUrls;
    // Where etcd has it anyway it goes with the data.
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
        throw new IllegalArgumentException("'%s' is no URL for a client of etcd".formatted(url));
      }
    }
    if (cert.isPresent() != key.isPresent()) {
      throw new IllegalArgumentException("'cert' and 'key' go together");
    }
    if (replaces.isPresent() != (state == WantedMemberState.REPLACED)) {
      throw new IllegalArgumentException("'replaces' and 'state: replaced' go together");
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
