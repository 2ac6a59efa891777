package runbook.modules.etcd.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** A URL that etcd listens on or advertises. */
record EtcdUrl(String scheme, String host, int port) {

  private static final String IPV4 = "[0-9]{1,3}(\\.[0-9]{1,3}){3}";

  /** Returns empty for a URL that etcd does not accept. */
  static Optional<EtcdUrl> of(String text) {
    try {
      var uri = new URI(text);
      boolean fits =
          uri.getScheme() != null
              && uri.getScheme().matches("https?|unixs?")
              && uri.getHost() != null
              && uri.getPort() > 0
              && (uri.getRawPath().isEmpty() || uri.getRawPath().equals("/"));
      return fits
          ? Optional.of(new EtcdUrl(uri.getScheme(), uri.getHost(), uri.getPort()))
          : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  boolean isTls() {
    return scheme.endsWith("s");
  }

  boolean isName() {
    return !host.matches(IPV4) && !host.startsWith("[") && !host.equals("localhost");
  }

  boolean isLoopback() {
    return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
  }

  boolean isAnywhere() {
    return host.equals("0.0.0.0") || host.equals("[::]");
  }

  /** Returns whether its address is reachable from the internet. */
  boolean isPublic() {
    return host.matches(IPV4)
        && !isLoopback()
        && !isAnywhere()
        && !host.matches(
            "(10\\..*|192\\.168\\..*|172\\.(1[6-9]|2[0-9]|3[01])\\..*|169\\.254\\..*"
                + "|100\\.(6[4-9]|[7-9][0-9]|1[01][0-9]|12[0-7])\\..*"
                + "|192\\.0\\.2\\..*|198\\.51\\.100\\..*|203\\.0\\.113\\..*|198\\.1[89]\\..*)");
  }

  @Override
  public String toString() {
    return scheme + "://" + host + ":" + port;
  }
}
