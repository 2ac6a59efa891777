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

/** The number of connections on a port of the host. */
record ConnectionCountFact(int port) implements Fact<Integer> {

  /**
   * The states of connections that are open, opening or closing; a listening port has none of them.
   */
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

  /** Parses {@code sl local_address rem_address st …}; addresses and ports are hexadecimal. */
  private boolean isIt(String[] words) {
    return words.length > 3
        && words[1].endsWith(String.format(Locale.ROOT, ":%04X", port))
        && ALIVE.contains(words[3]);
  }

  /** Makes no change. */
  @Override
  public List<Change> changes(Integer from, Integer to) {
    return List.of();
  }

  @Override
  public List<Place> places() {
    return List.of(new Place.Port(port));
  }
}
