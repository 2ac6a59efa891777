package runbook.lab;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * The parts of a lab, written to disk before any of them is created.
 *
 * @param hosts in the order of the inventory
 * @param from where the hosts come from, such as the files of an inventory
 */
record LabLayout(List<LabHost> hosts, String from) {

  private static final List<String> SCRIPTS =
      List.of(
          "alone.sh",
          "await.sh",
          "base.sh",
          "boot.sh",
          "enter.sh",
          "hold.sh",
          "inside.sh",
          "late.pl",
          "link.sh",
          "mirror.sh",
          "off.sh",
          "on.sh",
          "plug.sh",
          "rebuild.sh",
          "state.sh",
          "sweep.sh",
          "up.sh",
          "watch.sh");

  List<String> names() {
    return hosts.stream().map(LabHost::name).toList();
  }

  /** Reads the layout of a lab; empty if it was never written completely. */
  static Optional<LabLayout> of(LabFolder folder) throws IOException {
    List<String> lines;
    try {
      lines = Files.readAllLines(folder.table());
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
    var hosts =
        lines.stream()
            .skip(1)
            .map(line -> line.split("\t", -1))
            .map(w ->
                new LabHost(
                    w[0],
                    w[1],
                    w[2],
                    w[3],
                    w[4].isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(w[4]))))
            .toList();
    return Optional.of(new LabLayout(hosts, lines.getFirst()));
  }

  /** Writes the layout. The table comes last: if it exists, everything does. */
  void write(LabFolder folder) throws IOException {
    Files.createDirectories(folder.path());
    // A file with the setuid bit on a host's disk would be one on this machine, too.
    Files.setPosixFilePermissions(folder.path(), PosixFilePermissions.fromString("rwx------"));
    Files.write(folder.mark(), new byte[0]);
    Files.createDirectories(folder.path().resolve("hosts"));
    Files.createDirectories(folder.path().resolve("run"));
    Files.createDirectories(folder.path().resolve("sh"));
    Files.createDirectories(folder.home());
    for (var script : SCRIPTS) {
      try (var text = resource(script)) {
        Files.copy(
            text, folder.path().resolve("sh").resolve(script), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    // A lab of the same name in another folder needs a different cgroup.
    var mark = Integer.toHexString(folder.path().hashCode());
    put(folder, "cgroup", List.of("runbook-lab-%s-%s".formatted(folder.name(), mark)));
    put(folder, "users", users());
    put(folder, "ports", ports());
    put(folder, "etc_hosts", etcHosts());
    put(folder, "controller.ip", network(LabAddresses.controller(hosts)));
    for (int i = 0; i < hosts.size(); i++) {
      var host = hosts.get(i);
      Files.createDirectories(folder.host(host.name()));
      var at = "hosts/" + host.name();
      put(
          folder,
          at + "/wiring",
          List.of("number=" + (i + 1), "hostname=" + host.hostname(), "mac=" + mac(i + 1)));
      put(folder, at + "/ip", network(host.address()));
    }
    put(folder, "table", table());
  }

  /** Returns an address that survives reboots, like that of a real card: other hosts cache it. */
  private static String mac(int number) {
    return "02:72:75:6e:%02x:%02x".formatted(number / 256, number % 256);
  }

  static InputStream resource(String script) {
    return LabLayout.class.getResourceAsStream(script);
  }

  private List<String> table() {
    var lines = new ArrayList<String>();
    lines.add(from);
    for (var host : hosts) {
      lines.add(
          String.join(
              "\t",
              host.name(),
              host.inventoryAddress(),
              host.address(),
              host.user(),
              host.port().isPresent() ? Integer.toString(host.port().getAsInt()) : ""));
    }
    return lines;
  }

  private List<String> users() {
    var users = new LinkedHashSet<>(List.of(Lab.SUDO_USER));
    hosts.forEach(host -> users.add(host.user()));
    return List.copyOf(users);
  }

  private List<String> ports() {
    return Stream.concat(Stream.of(22), hosts.stream().flatMap(h -> h.port().stream().boxed()))
        .distinct()
        .map(port -> "Port " + port)
        .toList();
  }

  private List<String> etcHosts() {
    var lines = new ArrayList<>(List.of("127.0.0.1 localhost", "::1 localhost"));
    hosts.forEach(host -> lines.add(host.address() + " " + String.join(" ", host.names())));
    lines.add(LabAddresses.controller(hosts) + " " + LabMirror.NAME);
    return lines;
  }

  /**
   * Returns commands for {@code ip -batch}: all networks of the lab share one link, the only one.
   */
  private List<String> network(String address) {
    var own = LabAddresses.network(address);
    var networks = new LinkedHashSet<String>();
    networks.add(LabAddresses.network(LabAddresses.controller(hosts)));
    hosts.forEach(host -> networks.add(LabAddresses.network(host.address())));
    networks.remove(own);
    var lines = new ArrayList<String>();
    lines.add("addr add %s%s dev eth0".formatted(address, own.substring(own.indexOf('/'))));
    lines.add("link set lo up");
    lines.add("link set eth0 up");
    networks.forEach(network -> lines.add("route add " + network + " dev eth0"));
    return lines;
  }

  private static void put(LabFolder folder, String name, List<String> lines) throws IOException {
    LabFolder.write(folder.path().resolve(name), lines);
  }
}
