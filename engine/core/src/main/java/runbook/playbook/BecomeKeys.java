package runbook.playbook;

import java.util.LinkedHashSet;
import java.util.List;

/** Reads {@code become}, {@code become_user} and {@code become_method}. */
final class BecomeKeys {

  private BecomeKeys() {}

  static Escalation read(Fields fields) {
    return new Escalation(
        fields.flag("become"),
        fields.text("become_user"),
        fields.choice("become_method", new LinkedHashSet<>(List.of("sudo", "su"))));
  }
}
