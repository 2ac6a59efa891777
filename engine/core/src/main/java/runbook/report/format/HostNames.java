package runbook.report.format;

import java.util.List;

/** Names hosts in a text. */
final class HostNames {

  private static final int MOST = 8;

  private HostNames() {}

  /** Returns all names if they are few; else some, and how many there are. */
  static String of(List<String> hosts) {
    return hosts.size() <= MOST
        ? String.join(", ", hosts)
        : "%d hosts (%s, …)".formatted(hosts.size(), String.join(", ", hosts.subList(0, 3)));
  }
}
