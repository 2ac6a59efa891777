package runbook.connection.ssh;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import runbook.connection.Endpoint;
import runbook.connection.Unreachable;

/** The machines to log in to on the way to a host, one through the other, the host last. */
record SshRoute(List<SshHop> hops) {

  private static final Pattern JUMP =
      Pattern.compile(
          "(?:ssh://)?(?:(?<user>.+)@)?(?:\\[(?<v6>[^]]+)]|(?<host>[^:@]+))(?::(?<port>\\d+))?");

  /** The limit on jumps, which also ends a configuration that loops. */
  private static final int LONGEST = 8;

  static SshRoute to(Endpoint endpoint, SshConfig config) throws Unreachable {
    var target =
        config.resolve(endpoint.address(), endpoint.user(), endpoint.port(), endpoint.keys());
    var jumps = endpoint.jumps().isEmpty() ? target.jumps() : endpoint.jumps();
    var hops = new ArrayList<SshHop>();
    hops.add(target.sshHop());
    while (!jumps.isEmpty()) {
      var through = new ArrayList<SshHop>();
      List<String> before = List.of();
      for (var jump : jumps) {
        var resolvedHop = parse(endpoint.host(), jump, config);
        if (through.isEmpty()) {
          before = resolvedHop.jumps();
        }
        through.add(resolvedHop.sshHop());
      }
      hops.addAll(0, through);
      jumps = before;
      if (hops.size() > LONGEST) {
        throw new Unreachable(
            endpoint.host() + ": the way to it goes over more than " + LONGEST + " machines",
            "check ProxyJump in the SSH configuration for a loop",
            null);
      }
    }
    return new SshRoute(List.copyOf(hops));
  }

  /** A missing port is one, too. */
  private static boolean isPort(String digits) {
    return digits == null
        || (digits.length() <= 5
            && Integer.parseInt(digits) >= 1
            && Integer.parseInt(digits) <= 65535);
  }

  private static SshConfig.ResolvedHop parse(String host, String jump, SshConfig config)
      throws Unreachable {
    var words = JUMP.matcher(jump.strip());
    if (!words.matches() || !isPort(words.group("port"))) {
      throw new Unreachable(
          host + ": '" + jump + "' is not a jump host", "write it as user@host:port", null);
    }
    var address = words.group("v6") == null ? words.group("host") : words.group("v6");
    var port = words.group("port");
    return config.resolve(
        address,
        Optional.ofNullable(words.group("user")),
        port == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(port)),
        List.of());
  }
}
