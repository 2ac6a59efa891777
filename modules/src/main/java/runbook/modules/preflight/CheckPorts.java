package runbook.modules.preflight;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import runbook.module.Default;
import runbook.module.Doc;
import runbook.module.Example;
import runbook.module.Module;
import runbook.module.Want;

/** Checks whether a host can reach ports of other hosts. */
@Doc(
    "Checks through its SSH connection whether the host can reach ports of other hosts or a"
        + " firewall blocks them; changes nothing, and nothing needs to listen there yet.")
@Example("check_ports: {hosts: {here: 127.0.0.1}, ports: [1]}")
public record CheckPorts(
    @Doc("The IP address of each host, by host name.") Map<String, String> hosts,
    @Doc("The TCP ports to try on each of them.") List<Integer> ports,
    @Doc("The name of this host in messages.") @Default("this host") String from,
    @Doc(
            "Whether something must listen there already; if an earlier step would start or stop a"
                + " service on any host, check mode cannot tell.")
        @Default("false")
        boolean listening,
    @Doc(
            "A port that shows whether a silent host is up at all; if only a minority is down,"
                + " that is a warning.")
        @Default("22")
        int lifePort,
    @Doc("How long to wait for an answer.") @Default("3s") Duration timeout)
    implements Module {

  public CheckPorts {
    if (hosts.isEmpty() || ports.isEmpty()) {
      throw new IllegalArgumentException("'hosts' and 'ports' must each name at least one");
    }
    var seen = new HashMap<String, String>();
    for (var host : new TreeMap<>(hosts).entrySet()) {
      if (!IpAddress.isHostAddress(host.getValue())) {
        throw new IllegalArgumentException(
            "the address of %s is '%s', and must be one IP address"
                .formatted(host.getKey(), host.getValue()));
      }
      var other = seen.put(host.getValue(), host.getKey());
      if (other != null) {
        throw new IllegalArgumentException(
            "%s and %s have the same address, %s".formatted(other, host.getKey(), host.getValue()));
      }
    }
    for (int port : ports) {
      if (port < 1 || port > 65_535) {
        throw new IllegalArgumentException("%d is not a port".formatted(port));
      }
    }
  }

  @Override
  public List<Want> wants() {
    return List.of(new Want.Consult("", new PortReachability(this)));
  }
}
