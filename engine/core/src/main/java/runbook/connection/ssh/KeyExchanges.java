package runbook.connection.ssh;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.sshd.common.kex.KeyExchangeFactory;

/** Applies {@code KexAlgorithms} of the SSH configuration to the supported key exchanges. */
final class KeyExchanges {

  private KeyExchanges() {}

  static List<KeyExchangeFactory> chosen(List<KeyExchangeFactory> offered, String words) {
    var how = words.substring(0, 1);
    boolean plain = !"+-^".contains(how);
    var names = Arrays.asList((plain ? words : words.substring(1)).split(",", -1));
    var named = new ArrayList<KeyExchangeFactory>();
    for (var name : names) {
      offered.stream().filter(f -> f.getName().equals(name.strip())).forEach(named::add);
    }
    var others = offered.stream().filter(f -> !named.contains(f)).toList();
    return switch (how) {
      case "+" -> offered;
      case "-" -> others;
      case "^" -> Stream.concat(named.stream(), others.stream()).toList();
      default -> named;
    };
  }
}
