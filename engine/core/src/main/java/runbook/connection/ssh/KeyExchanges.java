package runbook.connection.ssh;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.sshd.common.kex.KeyExchangeFactory;
import runbook.connection.Unreachable;

/** Applies {@code KexAlgorithms} of the SSH configuration to the supported key exchanges. */
final class KeyExchanges {

  private KeyExchanges() {}

  static List<KeyExchangeFactory> chosen(List<KeyExchangeFactory> offered, String words) {
    var how = words.substring(0, 1);
    boolean plain = !"+-^".contains(how);
    var names = Arrays.asList((plain ? words : words.substring(1)).split(",", -1));
    var named = new ArrayList<KeyExchangeFactory>();
    for (var name : names) {
      offered.stream()
          .filter(f -> NamePatterns.match(name.strip(), f.getName()) && !named.contains(f))
          .forEach(named::add);
    }
    var others = offered.stream().filter(f -> !named.contains(f)).toList();
    return switch (how) {
      case "+" -> offered;
      case "-" -> others;
      case "^" -> Stream.concat(named.stream(), others.stream()).toList();
      default -> named;
    };
  }

  /** Refuses a choice that leaves nothing to offer. */
  static void check(String host, List<KeyExchangeFactory> offered, String words)
      throws Unreachable {
    if (!words.isEmpty() && chosen(offered, words).isEmpty()) {
      throw new Unreachable(
          host + ": KexAlgorithms leaves no key exchange: " + words,
          "name one of " + String.join(", ", offered.stream().map(f -> f.getName()).toList()),
          null);
    }
  }
}
