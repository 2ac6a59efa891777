package runbook.modules.preflight;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import runbook.module.HostAccess;
import runbook.module.Place;
import runbook.module.PortProbeResult;
import runbook.module.PortProbeResult.PortStatus;
import runbook.module.Question;
import runbook.module.Unobtainable;

/** Finds the ports of other hosts that a host can reach. */
record PortReachability(CheckPorts wanted) implements Question {

  /** The result of trying one port. */
  private record PortAttempt(
      String host, String address, int port, PortProbeResult portProbeResult) {

    boolean isHeard() {
      return portProbeResult.portStatus() == PortStatus.OPEN
          || portProbeResult.portStatus() == PortStatus.REFUSED;
    }

    String place() {
      return "%s:%d".formatted(address.contains(":") ? "[" + address + "]" : address, port);
    }
  }

  @Override
  public String label() {
    return "which ports this host reaches";
  }

  @Override
  public Map<String, Object> ask(HostAccess host) throws Unobtainable, InterruptedException {
    var tried = attempt(host, new TreeMap<>(wanted.hosts()), wanted.ports());
    var unknown =
        tried.stream()
            .map(PortAttempt::portProbeResult)
            .filter(e -> e.portStatus() == PortStatus.UNKNOWN)
            .findFirst();
    if (unknown.isPresent()) {
      return report(host, List.of(unknown(unknown.get())));
    }
    var silent = new LinkedHashMap<String, String>();
    tried.stream()
        .collect(Collectors.groupingBy(PortAttempt::host, LinkedHashMap::new, Collectors.toList()))
        .values()
        .stream()
        .filter(ports -> ports.stream().noneMatch(PortAttempt::isHeard))
        .map(List::getFirst)
        .forEach(first -> silent.put(first.host(), first.address()));
    // Only silent hosts are tried there, as sshd logs every connection that sends nothing.
    var away =
        attempt(host, silent, List.of(wanted.lifePort())).stream()
            .filter(t -> !t.isHeard())
            .map(PortAttempt::host)
            .toList();
    boolean most = away.size() * 2 < wanted.hosts().size();
    var troubles = new ArrayList<HostProblem>();
    away.forEach(name -> troubles.add(away(name, silent.get(name), !most)));
    tried.stream()
        .filter(t -> !away.contains(t.host()))
        .filter(t ->
            !t.isHeard()
                || (wanted.listening() && t.portProbeResult().portStatus() == PortStatus.REFUSED))
        .map(this::problem)
        .forEach(troubles::add);
    return report(host, troubles);
  }

  private static Map<String, Object> report(HostAccess host, List<HostProblem> troubles)
      throws Unobtainable {
    var all = new HostProblems(troubles);
    all.report(host);
    return all.values();
  }

  private static HostProblem unknown(PortProbeResult portProbeResult) {
    return new HostProblem(
        false,
        "it is not known whether firewalls let members through: " + portProbeResult.message(),
        "allow sshd to forward to these ports, or install one of those programs");
  }

  private List<PortAttempt> attempt(HostAccess host, Map<String, String> hosts, List<Integer> ports)
      throws Unobtainable, InterruptedException {
    var places = new ArrayList<InetSocketAddress>();
    hosts
        .values()
        .forEach(address ->
            ports.forEach(port -> places.add(InetSocketAddress.createUnresolved(address, port))));
    if (places.isEmpty()) {
      return List.of();
    }
    var echoes = host.probePorts(places, wanted.timeout()).iterator();
    var tried = new ArrayList<PortAttempt>();
    hosts.forEach((name, address) ->
        ports.forEach(port -> tried.add(new PortAttempt(name, address, port, echoes.next()))));
    return tried;
  }

  private HostProblem away(String name, String address, boolean grave) {
    return new HostProblem(
        grave,
        "%s gets no answer from %s at %s, on port %s or %d"
            .formatted(
                wanted.from(),
                name,
                address,
                wanted.ports().stream().map(String::valueOf).collect(Collectors.joining(", ")),
                wanted.lifePort()),
        "%s is down or cut off, or a firewall drops everything that %s sends it"
            .formatted(name, wanted.from()));
  }

  private HostProblem problem(PortAttempt t) {
    var between = "%s to %s at %s".formatted(wanted.from(), t.host(), t.place());
    return switch (t.portProbeResult().portStatus()) {
      case REFUSED ->
          new HostProblem(
              true,
              "from %s: nothing listens on this port".formatted(between),
              "check that the service of %s runs and listens at that address".formatted(t.host()));
      case BARRED ->
          new HostProblem(
              true,
              "from %s: the connection is blocked: %s"
                  .formatted(between, t.portProbeResult().message()),
              open(t));
      default ->
          new HostProblem(
              true,
              "from %s: no answer within %d s".formatted(between, wanted.timeout().toSeconds()),
              open(t));
    };
  }

  private String open(PortAttempt t) {
    return "%s is up, so a firewall is in between: let TCP %d from %s in on %s and on the way"
        .formatted(t.host(), t.port(), wanted.from(), t.host());
  }

  /** An earlier step of the play may start a service that does not listen yet. */
  @Override
  public List<Place> places() {
    return wanted.listening()
        ? wanted.ports().stream().<Place>map(Place.Port::new).toList()
        : List.of();
  }

  @Override
  public boolean spansHosts() {
    return wanted.listening();
  }
}
