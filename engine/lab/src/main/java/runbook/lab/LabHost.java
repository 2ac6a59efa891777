package runbook.lab;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import runbook.connection.Endpoint;

/**
 * A host of a lab.
 *
 * @param name as in the inventory
 * @param inventoryAddress the name or IP address in the inventory
 * @param address its address in the lab
 * @param user the user who logs in
 */
public record LabHost(
    String name, String inventoryAddress, String address, String user, OptionalInt port) {

  static LabHost of(Endpoint endpoint, String address) {
    return new LabHost(
        endpoint.host(),
        endpoint.address(),
        address,
        endpoint.user().orElse("root"),
        endpoint.port());
  }

  /** Returns the name with only characters that are valid in a host name. */
  String hostname() {
    return name.replaceAll("[^A-Za-z0-9.-]", "-");
  }

  /** Returns the names by which other hosts find it. */
  List<String> names() {
    var names = new LinkedHashSet<>(List.of(hostname()));
    if (!LabAddresses.literal(inventoryAddress)) {
      names.add(inventoryAddress);
    }
    var dot = hostname().indexOf('.');
    if (dot > 0) {
      names.add(hostname().substring(0, dot));
    }
    return List.copyOf(names);
  }

  /** Reports whether its address in the lab differs from the inventory's, such as 127.0.0.1. */
  public boolean moved() {
    return LabAddresses.literal(inventoryAddress) && !LabAddresses.same(inventoryAddress, address);
  }

  /** Reports whether this name or address in an inventory means this host. */
  public boolean isAt(String place) {
    return place.equals(inventoryAddress) || place.equals(address);
  }
}
