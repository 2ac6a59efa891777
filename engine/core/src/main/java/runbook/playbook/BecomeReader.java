package runbook.playbook;

import java.util.LinkedHashSet;
import java.util.List;

/** Reads {@code become}, {@code become_user} and {@code become_method}. */
final class BecomeReader {

  private BecomeReader() {}

  static BecomeSettings read(KeywordReader keywordReader) {
    return new BecomeSettings(
        keywordReader.flag("become"),
        keywordReader.text("become_user"),
        keywordReader.choice("become_method", new LinkedHashSet<>(List.of("sudo", "su"))));
  }
}
