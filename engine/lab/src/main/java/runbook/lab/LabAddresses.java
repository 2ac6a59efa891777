package runbook.lab;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import runbook.connection.Endpoint;

/**
 * Assigns an address to each host: the one in the inventory if it is private. A host that the
 * inventory knows by name, or that is this machine, gets a free address.
 */
final class LabAddresses {

  private final Set<String> taken = new HashSet<>();

  private LabAddresses() {}

  static List<LabHost> of(List<Endpoint> endpoints) throws LabFailure {
    var labAddresses = new LabAddresses();
    Map<String, String> owners = new HashMap<>();
    for (var endpoint : endpoints) {
      var address = given(endpoint);
      address.ifPresent(labAddresses.taken::add);
      var place = address.orElse(endpoint.address());
      var other = literal(place) && address.isEmpty() ? null : owners.put(place, endpoint.host());
      if (other != null) {
        throw new LabFailure(
            "%s and %s have the same address, %s".formatted(other, endpoint.host(), place),
            "a lab needs a different address for each host; leave one of them out");
      }
    }
    var hosts = new ArrayList<LabHost>();
    for (var endpoint : endpoints) {
      hosts.add(LabHost.of(endpoint, given(endpoint).orElseGet(labAddresses::free)));
    }
    return List.copyOf(hosts);
  }

  static boolean literal(String address) {
    try {
      return InetAddress.ofLiteral(address) != null;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  static boolean same(String one, String other) {
    return InetAddress.ofLiteral(one).equals(InetAddress.ofLiteral(other));
  }

  /** Returns an address that no host has, for the lab itself. */
  static String controller(List<LabHost> hosts) {
    return IntStream.rangeClosed(1, 254)
        .mapToObj(i -> "10.254.254." + (255 - i))
        .filter(address -> hosts.stream().noneMatch(host -> host.address().equals(address)))
        .findFirst()
        .orElseThrow();
  }

  /** Returns the network of an address, with the usual prefix length. */
  static String network(String address) {
    var ip = InetAddress.ofLiteral(address);
    if (ip instanceof Inet4Address) {
      return address.substring(0, address.lastIndexOf('.')) + ".0/24";
    }
    var parts = ip.getHostAddress().split(":", -1);
    return String.join(":", List.of(parts).subList(0, 4)) + "::/64";
  }

  private String free() {
    return IntStream.range(0, 50_000)
        .mapToObj(i -> "10.77.%d.%d".formatted(i / 200, 11 + i % 200))
        .filter(taken::add)
        .findFirst()
        .orElseThrow();
  }

  private static Optional<String> given(Endpoint endpoint) throws LabFailure {
    if (!literal(endpoint.address())) {
      return Optional.empty();
    }
    var ip = InetAddress.ofLiteral(endpoint.address());
    if (ip.isLoopbackAddress() || endpoint.connectionType() == Endpoint.ConnectionType.LOCAL) {
      return Optional.empty();
    }
    if (!isPrivate(ip)) {
      throw new LabFailure(
          "%s has the public address %s".formatted(endpoint.host(), endpoint.address()),
          "a lab uses private addresses only, so that no mistake reaches someone else's machine;"
              + " set one for the rehearsal, in a second inventory after this one (-i)");
    }
    return Optional.of(ip.getHostAddress());
  }

  /** Private addresses are those of RFC 1918, 4193, 6598 and 2544. */
  private static boolean isPrivate(InetAddress ip) {
    var bytes = ip.getAddress();
    int first = bytes[0] & 0xff;
    int second = bytes[1] & 0xff;
    return ip instanceof Inet4Address
        ? ip.isSiteLocalAddress()
            || (first == 100 && (second & 0xc0) == 64)
            || (first == 198 && (second & 0xfe) == 18)
        : (first & 0xfe) == 0xfc;
  }
}
