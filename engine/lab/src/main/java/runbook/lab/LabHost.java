package runbook.lab;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import runbook.connection.Endpoint;

/**
 * A host of a lab.
 *
 * @param name as in the inventory
 * @param known the name or IP address that the inventory says
 * @param address the one it has in the lab
 * @param user who logs in there
 */
public record LabHost(String name, String known, String address, String user, OptionalInt port) {

  static LabHost of(Endpoint endpoint, String address) {
    return new LabHost(
        endpoint.host(),
        endpoint.address(),
        address,
        endpoint.user().orElse("root"),
        endpoint.port());
  }

  /** What its own kernel calls it: a host name has no other signs. */
  String hostname() {
    return name.replaceAll("[^A-Za-z0-9.-]", "-");
  }

  /** By what name the others find it. */
  List<String> names() {
    var names = new LinkedHashSet<>(List.of(hostname()));
    if (!LabAddresses.literal(known)) {
      names.add(known);
    }
    var dot = hostname().indexOf('.');
    if (dot > 0) {
      names.add(hostname().substring(0, dot));
    }
    return List.copyOf(names);
  }

  /** Whether what the inventory says cannot be its address here, as with 127.0.0.1. */
  public boolean moved() {
    return LabAddresses.literal(known) && !LabAddresses.same(known, address);
  }

  /** Whether an inventory that says this means this host. */
  public boolean isAt(String place) {
    return place.equals(known) || place.equals(address);
  }
}
