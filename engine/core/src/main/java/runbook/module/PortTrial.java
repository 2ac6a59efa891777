package runbook.module;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Tries ports from a host, with the first suitable program found there. */
public record PortTrial(List<InetSocketAddress> ports, Duration within) {

  /**
   * Functions to try ports: {@code try_ports SECONDS [HOST PORT]…} prints lines for {@link
   * #results}; {@code connect_port} only reports by its exit status whether the port answers.
   */
  public static final ShellFile SH = ShellFile.beside(PortTrial.class, "port.sh");

  /** The programs, in the order in which they are tried. */
  public static final String PROGRAMS = "bash, python3, perl, nc, socat, curl, busybox nc";

  /** Tries all ports at once; each prints a line that begins with its index. */
  public Script script() {
    long seconds = Math.max(1, within.plusMillis(999).toSeconds());
    var words = new ArrayList<Object>();
    words.add(seconds);
    for (var port : ports) {
      words.add(port.getHostString());
      words.add(port.getPort());
    }
    return SH.call("try_ports", words.toArray());
  }

  /** Returns the results, in the order of the ports. */
  public List<PortProbeResult> results(ScriptOutput scriptOutput) {
    var results = new ArrayList<>(Collections.nCopies(ports.size(), PortProbeResult.SILENT));
    for (var line : scriptOutput.lines()) {
      var words = line.split(" ", 2);
      if (words.length == 2
          && words[0].matches("[0-9]{1,4}")
          && Integer.parseInt(words[0]) < results.size()) {
        results.set(Integer.parseInt(words[0]), result(words[1]));
      }
    }
    return List.copyOf(results);
  }

  /** Returns the result for one port. */
  public static PortProbeResult result(String words) {
    return switch (words) {
      case "OPEN" -> PortProbeResult.OPEN;
      case "UNKNOWN" ->
          new PortProbeResult(
              PortProbeResult.PortStatus.UNKNOWN,
              "sshd may not forward ports (AllowTcpForwarding, PermitOpen), and the host has none"
                  + " of "
                  + PROGRAMS);
      default -> PortProbeResult.of(words);
    };
  }
}
