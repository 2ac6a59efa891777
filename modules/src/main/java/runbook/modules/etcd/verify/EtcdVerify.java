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

/** Verifies that an etcd cluster is what it shall be. */
@Doc(
    "Verifies that an etcd cluster is whole, safe and sound, and fails with a list of what is"
        + " wrong; of 'register: it', it has level, summary, members and findings.")
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
    @Doc("The address of each member, by its name.") Map<String, String> members,
    @Doc("The port for clients.") @Default("2379") int clientPort,
    @Doc("The port of the members among themselves.") @Default("2380") int peerPort,
    @Doc("Whether all talk is encrypted, and certificates are asked for.") @Default("true")
        boolean tls,
    @Doc("The version that all members shall run; when left out, the same.")
        Optional<String> version,
    @Doc(
            "The authority of the members' certificates, on the host; with 'cert' and 'key' it is"
                + " used where 'ca' is not on this controller.")
        Optional<HostPath> cacert,
    @Doc("A certificate that the members accept from a client, on the host.")
        Optional<HostPath> cert,
    @Doc("The key of that certificate, on the host.") Optional<HostPath> key,
    @Doc(
            "The authority of the members, on the controller: it issues us a certificate for two"
                + " hours.")
        Optional<CaSettings> ca,
    @Doc("What we log in to the members with, files of the controller.")
        Optional<ClientIdentity.Client> client,
    @Doc("Where /health and /metrics are served without TLS, as http://10.0.0.1:2381.")
        List<String> metrics,
    @Doc("How large the database may become, in bytes; etcd's own default is 2 GiB.")
        @Default("2147483648")
        long quota,
    @Doc("How long before its end a certificate is remarked on.") @Default("720h") Duration warn,
    @Doc("How long before its end a certificate is an error.") @Default("168h") Duration fail,
    @Doc("Whether a key below /runbook/probe is written, read everywhere and taken away again.")
        @Default("true")
        boolean probe,
    @Doc("How long to ask again while something is wrong: an election takes its seconds.")
        @Default("30s")
        Duration timeout,
    @Doc(
            "Members whose hosts take no part in the play, as with --limit; where one does not"
                + " answer, that is said.")
        List<String> leftOut,
    @Doc("A file on the controller for the report, as JSON.") Optional<ControllerPath> report)
    implements Module {

  public EtcdVerify {
    if (members.isEmpty()) {
      throw new IllegalArgumentException("'members' must name at least one member");
    }
    if (cert.isPresent() != key.isPresent()) {
      throw new IllegalArgumentException("'cert' and 'key' go together");
    }
    if (quota <= 0) {
      throw new IllegalArgumentException("'quota' must be more than nothing");
    }
    if (ca.isPresent() && client.isPresent()) {
      throw new IllegalArgumentException("give either 'ca' or 'client'");
    }
    if (tls && ca.isEmpty() && client.isEmpty() && cacert.isEmpty()) {
      throw new IllegalArgumentException(
          "members with TLS are asked with a certificate: give 'ca', 'client', or 'cacert', 'cert'"
              + " and 'key' as they are on the host");
    }
    for (var url : metrics) {
      if (!url.matches("http://(\\[[0-9a-fA-F:.]+]|[A-Za-z0-9._-]+)(:[0-9]{1,5})?")) {
        throw new IllegalArgumentException(
            "'%s' is no address for metrics: give it as http://10.0.0.1:2381".formatted(url));
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
