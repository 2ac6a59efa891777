package runbook.modules.etcd.verify;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import runbook.module.Default;
import runbook.module.Doc;
import runbook.module.Example;
import runbook.module.Module;
import runbook.module.Want;
import runbook.module.param.ControllerPath;
import runbook.module.param.HostPath;
import runbook.modules.cert.CaSettings;
import runbook.modules.etcd.verify.WantedCluster.MemberAddress;

/** Verifies that an etcd cluster is healthy. */
@Doc(
    "Verifies that an etcd cluster is complete, protected and healthy, or fails with a list of"
        + " problems; with 'register: it', 'it' has level, summary, members and findings.")
@Example(
    """
    etcd_verify:
      members: { etcd1: 10.0.0.1, etcd2: 10.0.0.2, etcd3: 10.0.0.3 }
      tls: false
      probe: false
    """)
@Example(
    """
    etcd_verify:
      members: { etcd1: 10.0.0.1, etcd2: 10.0.0.2, etcd3: 10.0.0.3 }
      cacert: /etc/etcd/pki/ca.crt
      cert: /etc/etcd/pki/client.crt
      key: /etc/etcd/pki/client.key
      probe: false
    """)
public record EtcdVerify(
    @Doc("The address of each member by name.") Map<String, String> members,
    @Doc("The port for clients.") @Default("2379") int clientPort,
    @Doc("The port for other members.") @Default("2380") int peerPort,
    @Doc("Whether all ports must use TLS and require certificates.") @Default("true") boolean tls,
    @Doc("The version that all members must run; by default they must only run the same.")
        Optional<String> version,
    @Doc(
            "The certificate of the members' authority, on the host; used with 'cert' and 'key' if"
                + " 'ca' is not on this controller.")
        Optional<HostPath> cacert,
    @Doc("A client certificate that the members accept, on the host.") Optional<HostPath> cert,
    @Doc("The private key of 'cert', on the host.") Optional<HostPath> key,
    @Doc(
            "The authority of the members, on the controller; it issues a client certificate that"
                + " is valid for two hours.")
        Optional<CaSettings> ca,
    @Doc("The client certificate for the members, as files on the controller.")
        Optional<ClientIdentity.Client> client,
    @Doc("URLs that serve /health and /metrics without TLS, such as http://10.0.0.1:2381.")
        List<String> metrics,
    @Doc("The size limit of the database in bytes; etcd's own default is 2 GiB.")
        @Default("2147483648")
        long quota,
    @Doc("How long before its end a certificate causes a warning.") @Default("720h") Duration warn,
    @Doc("How long before its end a certificate causes a failure.") @Default("168h") Duration fail,
    @Doc("Whether to write a key below /runbook/probe, read it on every member, and delete it.")
        @Default("true")
        boolean probe,
    @Doc("How long to check again while something is wrong: an election takes a few seconds.")
        @Default("30s")
        Duration timeout,
    @Doc(
            "Members whose hosts are not in the play, for example because of --limit; a failure"
                + " names those that do not answer.")
        List<String> leftOut,
    @Doc("A file on the controller for the report, as JSON.") Optional<ControllerPath> report)
    implements Module {

  public EtcdVerify {
    if (members.isEmpty()) {
      throw new IllegalArgumentException("'members' must name at least one member");
    }
    if (cert.isPresent() != key.isPresent()) {
      throw new IllegalArgumentException("'cert' and 'key' must be given together");
    }
    if (quota <= 0) {
      throw new IllegalArgumentException("'quota' must be more than 0");
    }
    if (ca.isPresent() && client.isPresent()) {
      throw new IllegalArgumentException("give either 'ca' or 'client'");
    }
    if (tls && ca.isEmpty() && client.isEmpty() && cacert.isEmpty()) {
      throw new IllegalArgumentException(
          "members with TLS require a certificate: give 'ca', 'client', or 'cacert', 'cert' and"
              + " 'key' as they are on the host");
    }
    for (var url : metrics) {
      if (!url.matches("http://(\\[[0-9a-fA-F:.]+]|[A-Za-z0-9._-]+)(:[0-9]{1,5})?")) {
        throw new IllegalArgumentException(
            "'%s' is not a URL for metrics: write it like http://10.0.0.1:2381".formatted(url));
      }
    }
  }

  @Override
  public List<Want> wants() {
    var identity =
        new ClientIdentity(
            ca, client, cacert.map(path -> new ClientIdentity.HostFiles(path, cert, key)));
    return List.of(
        new Want.Consult(
            "", new ClusterVerification(wanted(), identity, timeout, probe, leftOut, report)));
  }

  WantedCluster wanted() {
    var places =
        new TreeMap<>(members)
            .entrySet().stream()
                .map(m -> new MemberAddress(m.getKey(), m.getValue(), clientPort, peerPort, tls))
                .toList();
    return new WantedCluster(places, tls, version.orElse(""), quota, warn, fail, metrics);
  }
}
