package runbook.modules.preflight;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import runbook.module.Echo;
import runbook.module.NoTunnel;
import runbook.module.Passage;
import runbook.module.Script;
import runbook.module.Unobtainable;

/**
 * Tries ports from a host: through its sshd, or with what the host has where that forwards none.
 */
final class Knocker {

  /** {@code knock HOST PORT}: what came of it, in a word. */
  private static final Script KNOCK =
      new Script(
          """
          knock() {
            if command -v timeout >/dev/null 2>&1 && command -v bash >/dev/null 2>&1; then
              m=$(timeout 2 bash -c 'exec 3<>"/dev/tcp/$0/$1"' "$1" "$2" 2>&1)
              case $?:$m in
              0:*) echo OPEN ;;
              *refused*) echo REFUSED ;;
              *) echo SILENT ;;
              esac
            else
              echo UNKNOWN
            fi
          }\
          """);

  private final Passage host;
  private final Duration within;
  private String closed = "";
  private boolean helpless;

  Knocker(Passage host, Duration within) {
    this.host = host;
    this.within = within;
  }

  /** What came of each; empty when there is nothing to try it with. */
  List<Echo> at(List<InetSocketAddress> places) throws Unobtainable, InterruptedException {
    if (places.isEmpty() || helpless) {
      return List.of();
    }
    try {
      return host.knock(places, within);
    } catch (NoTunnel e) {
      closed = e.getMessage();
      return byHand(places);
    }
  }

  private List<Echo> byHand(List<InetSocketAddress> places)
      throws Unobtainable, InterruptedException {
    var parts = new ArrayList<Script>();
    parts.add(KNOCK);
    for (int i = 0; i < places.size(); i++) {
      var place = places.get(i);
      parts.add(
          Script.of(
              "echo {} \"$(knock {} {})\" &",
              "%03d".formatted(i),
              place.getHostString(),
              place.getPort()));
    }
    parts.add(new Script("wait"));
    var said = host.run(Script.lines(parts.toArray(Script[]::new)));
    var echoes = said.lines().stream().sorted().map(Knocker::echo).toList();
    helpless = echoes.size() != places.size() || echoes.contains(Optional.<Echo>empty());
    return helpless ? List.of() : echoes.stream().flatMap(Optional::stream).toList();
  }

  private static Optional<Echo> echo(String line) {
    return switch (line.replaceFirst("^[0-9]+ ", "")) {
      case "OPEN" -> Optional.of(Echo.OPEN);
      case "REFUSED" -> Optional.of(Echo.of("Connection refused"));
      case "SILENT" -> Optional.of(Echo.SILENT);
      default -> Optional.empty();
    };
  }

  /** Why nothing could be tried. */
  Optional<Trouble> obstacle() {
    return helpless
        ? Optional.of(
            new Trouble(
                false,
                "whether firewalls let members through is not known: " + closed,
                "and there is no bash with 'timeout' on the host; allow one of both"))
        : Optional.empty();
  }
}
