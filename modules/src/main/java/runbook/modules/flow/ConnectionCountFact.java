package runbook.modules.flow;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import runbook.module.Change;
import runbook.module.Fact;
import runbook.module.Place;
import runbook.module.Script;
import runbook.module.ScriptOutput;
import runbook.module.Unreadable;

/** How many connections a port of the host has. */
record ConnectionCountFact(int port) implements Fact<Integer> {

  /** Established, being opened, being closed; a port that only listens has none of these. */
  private static final Set<String> ALIVE = Set.of("01", "02", "03", "04", "05", "06");

  @Override
  public String label() {
    return "the connections of port " + port;
  }

  @Override
  public Script query(Detail detail) {
    return new Script("cat /proc/net/tcp || exit 9\n[ ! -r /proc/net/tcp6 ] || cat /proc/net/tcp6");
  }

  @Override
  public Integer read(ScriptOutput scriptOutput) throws Unreadable {
    if (scriptOutput.exit() != 0) {
      throw new Unreadable("there is no /proc/net/tcp on this host");
    }
    return (int)
        scriptOutput.lines().stream().map(l -> l.strip().split("\\s+")).filter(this::isIt).count();
  }

  /** {@code sl local_address rem_address st …}, addresses and ports in hexadecimal. */
  private boolean isIt(String[] words) {
    return words.length > 3
        && words[1].endsWith(String.format(Locale.ROOT, ":%04X", port))
        && ALIVE.contains(words[3]);
  }

  /** It only tells. */
  @Override
  public List<Change> changes(Integer from, Integer to) {
    return List.of();
  }

  @Override
  public List<Place> places() {
    return List.of(new Place.Port(port));
  }
}
