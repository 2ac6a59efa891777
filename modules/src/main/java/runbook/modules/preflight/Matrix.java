package runbook.modules.preflight;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import runbook.module.Echo;
import runbook.module.Echo.Kind;
import runbook.module.Passage;
import runbook.module.Place;
import runbook.module.Question;
import runbook.module.Unobtainable;

/** Which ports of others a host reaches. */
record Matrix(CheckPorts wanted) implements Question {

  /** What came of one port. */
  private record Tried(String host, String address, int port, Echo echo) {

    boolean isHeard() {
      return echo.kind() == Kind.OPEN || echo.kind() == Kind.REFUSED;
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
  public Map<String, Object> ask(Passage host) throws Unobtainable, InterruptedException {
    var tried = tried(host, new TreeMap<>(wanted.hosts()), wanted.ports());
    var unknown = tried.stream().map(Tried::echo).filter(e -> e.kind() == Kind.UNKNOWN).findFirst();
    if (unknown.isPresent()) {
      return told(host, List.of(unknown(unknown.get())));
    }
    var silent = new LinkedHashMap<String, String>();
    tried.stream()
        .collect(Collectors.groupingBy(Tried::host, LinkedHashMap::new, Collectors.toList()))
        .values()
        .stream()
        .filter(ports -> ports.stream().noneMatch(Tried::isHeard))
        .map(List::getFirst)
        .forEach(first -> silent.put(first.host(), first.address()));
    // Only who shows no life is asked for it: every sshd notes down who comes and says nothing.
    var away =
        tried(host, silent, List.of(wanted.lifePort())).stream()
            .filter(t -> !t.isHeard())
            .map(Tried::host)
            .toList();
    boolean most = away.size() * 2 < wanted.hosts().size();
    var troubles = new ArrayList<Trouble>();
    away.forEach(name -> troubles.add(away(name, silent.get(name), !most)));
    tried.stream()
        .filter(t -> !away.contains(t.host()))
        .filter(t -> !t.isHeard() || (wanted.listening() && t.echo().kind() == Kind.REFUSED))
        .map(this::trouble)
        .forEach(troubles::add);
    return told(host, troubles);
  }

  private static Map<String, Object> told(Passage host, List<Trouble> troubles)
      throws Unobtainable {
    var all = new Troubles(troubles);
    all.tell(host);
    return all.values();
  }

  private static Trouble unknown(Echo echo) {
    return new Trouble(
        false,
        "whether firewalls let members through is not known: " + echo.message(),
        "allow sshd to forward to these ports, or install one of those programs");
  }

  private List<Tried> tried(Passage host, Map<String, String> hosts, List<Integer> ports)
      throws Unobtainable, InterruptedException {
    var places = new ArrayList<InetSocketAddress>();
    hosts
        .values()
        .forEach(address ->
            ports.forEach(port -> places.add(InetSocketAddress.createUnresolved(address, port))));
    if (places.isEmpty()) {
      return List.of();
    }
    var echoes = host.knock(places, wanted.timeout()).iterator();
    var tried = new ArrayList<Tried>();
    hosts.forEach((name, address) ->
        ports.forEach(port -> tried.add(new Tried(name, address, port, echoes.next()))));
    return tried;
  }

  private Trouble away(String name, String address, boolean grave) {
    return new Trouble(
        grave,
        "%s hears nothing of %s at %s, neither at port %s nor at %d"
            .formatted(
                wanted.from(),
                name,
                address,
                wanted.ports().stream().map(String::valueOf).collect(Collectors.joining(", ")),
                wanted.lifePort()),
        "%s is down or cut off, or a firewall throws away all that %s sends it"
            .formatted(name, wanted.from()));
  }

  private Trouble trouble(Tried t) {
    var between = "%s to %s at %s".formatted(wanted.from(), t.host(), t.place());
    return switch (t.echo().kind()) {
      case REFUSED ->
          new Trouble(
              true,
              "from %s nobody listens".formatted(between),
              "is the service of %s up, and does it listen at that address".formatted(t.host()));
      case BARRED ->
          new Trouble(
              true, "from %s there is no way: %s".formatted(between, t.echo().message()), open(t));
      default ->
          new Trouble(
              true,
              "from %s nothing comes back within %d s"
                  .formatted(between, wanted.timeout().toSeconds()),
              open(t));
    };
  }

  private String open(Tried t) {
    return "a firewall stands between them, and %s is up: let TCP %d from %s in on %s and on the way"
        .formatted(t.host(), t.port(), wanted.from(), t.host());
  }

  /** Who listens nowhere yet, an earlier step of the play may start. */
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
