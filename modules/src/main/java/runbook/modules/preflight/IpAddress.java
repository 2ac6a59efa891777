package runbook.modules.preflight;

import java.net.InetAddress;

/** Addresses as they are written. */
final class IpAddress {

  private IpAddress() {}

  /** Whether it is an address of a host: no name, no range, and not several. */
  static boolean isHostAddress(String text) {
    try {
      return !InetAddress.ofLiteral(text).isAnyLocalAddress() && !text.contains("%");
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
