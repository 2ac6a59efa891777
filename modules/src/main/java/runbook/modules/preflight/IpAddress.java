package runbook.modules.preflight;

import java.net.InetAddress;

/** Checks the text of addresses. */
final class IpAddress {

  private IpAddress() {}

  /** Tells whether a text is the address of one host, not a name, range or list. */
  static boolean isHostAddress(String text) {
    try {
      return !InetAddress.ofLiteral(text).isAnyLocalAddress() && !text.contains("%");
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
