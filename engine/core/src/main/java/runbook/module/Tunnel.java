package runbook.module;

import java.net.InetSocketAddress;

/** A way from the controller to a port that perhaps only a host can reach. */
public interface Tunnel extends AutoCloseable {

  /** Where to connect to. */
  InetSocketAddress entrance();

  /** The same as a URL has it: from this machine it may be a port of another one. */
  default String authority() {
    var entrance = entrance();
    var host =
        entrance.isUnresolved() ? entrance.getHostString() : entrance.getAddress().getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + entrance.getPort();
  }

  /** Whether somebody was at the other end when it was opened, as far as is known. */
  default boolean answered() {
    return true;
  }

  @Override
  void close();
}
