package runbook.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import runbook.connection.Endpoint;

/** Hosts have the addresses of the inventory, and never public ones. */
class LabAddressesTest {

  private static List<LabHost> hosts(String... addresses) throws LabFailure {
    return LabAddresses.of(Stream.of(addresses).map(a -> endpoint("h" + a, a)).toList());
  }

  static Endpoint endpoint(String host, String address) {
    return Endpoint.at(host, Endpoint.ConnectionType.SSH, address, Duration.ofSeconds(1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.1.2.3",
        "172.31.0.1",
        "192.168.0.1",
        "100.64.0.1",
        "198.18.0.1",
        "fd00:0:0:0:0:0:0:1"
      })
  void aPrivateAddressIsKept(String address) throws LabFailure {
    assertEquals(address, hosts(address).getFirst().address());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8.8.8.8",
        "172.32.0.1",
        "100.128.0.1",
        "203.0.113.9",
        "198.20.0.1",
        "2001:db8::1"
      })
  void aPublicAddressIsRefused(String address) {
    var failure = assertThrows(LabFailure.class, () -> hosts(address));
    assertEquals("h%s has the public address %s".formatted(address, address), failure.getMessage());
  }

  @Test
  void namesAndLocalhostGetFreeAddresses() throws LabFailure {
    var hosts = hosts("10.77.0.11", "db.example.com", "127.0.0.1", "::1");
    assertEquals(
        List.of("10.77.0.11", "10.77.0.12", "10.77.0.13", "10.77.0.14"),
        hosts.stream().map(LabHost::address).toList());
    assertEquals(List.of(false, false, true, true), hosts.stream().map(LabHost::moved).toList());
    assertEquals(List.of("hdb.example.com", "db.example.com", "hdb"), hosts.get(1).names());
  }

  @Test
  void twoHostsCannotHaveOneAddress() {
    var failure = assertThrows(LabFailure.class, () -> hosts("10.1.2.3", "10.1.2.3"));
    assertEquals("h10.1.2.3 and h10.1.2.3 have the same address, 10.1.2.3", failure.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"10.1.2.3, 10.1.2.0/24", "fd00:1:2:3:4:5:6:7, fd00:1:2:3::/64"})
  void networkOfAddressIsDerived(String address, String network) {
    assertEquals(network, LabAddresses.network(address));
  }
}
