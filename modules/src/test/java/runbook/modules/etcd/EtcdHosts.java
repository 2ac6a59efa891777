package runbook.modules.etcd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import runbook.testkit.LabHosts;
import runbook.testkit.LabHosts.ProgramTranscript;

/** Hosts of a lab with the programs of etcd, and playbooks for them. */
public record EtcdHosts(LabHosts hosts, Path folder) {

  private static final String GET =
      "exec 3<>/dev/tcp/mirror.lab/80; printf 'GET %s HTTP/1.0\\r\\n\\r\\n' \"$0\" >&3;"
          + " sed '1,/^\\r$/d' <&3 | tar -xzf - -C /root --strip-components=1"
          + " && install -m 0755 /root/etcd /root/etcdctl /usr/local/bin/";

  /** Installs the second newest release on every host, and removes all data. */
  public static EtcdHosts ready(LabHosts hosts, Path folder) throws Exception {
    var ready = new EtcdHosts(hosts, folder);
    var releases = hosts.releases();
    var version = releases.get(Math.max(0, releases.size() - 2));
    var sums = Files.readString(hosts.folder().mirror().resolve("v" + version + "/SHA256SUMS"));
    var file = sums.strip().lines().findFirst().orElseThrow().split(" +", 2)[1];
    for (var host : hosts.names()) {
      ready.on(
          host,
          "systemctl stop etcd other 2>/dev/null; rm -rf /var/lib/etcd* /etc/etcd;"
              + " mkdir -p /etc/etcd; true");
      var programTranscript =
          hosts.exec(host, "bash", "-c", GET, "/v%s/%s".formatted(version, file));
      assertEquals(0, programTranscript.status(), programTranscript.text());
    }
    return ready;
  }

  public String on(String host, String command) throws Exception {
    var programTranscript = hosts.exec(host, "sh", "-c", command);
    assertEquals(0, programTranscript.status(), programTranscript.text());
    return programTranscript.text();
  }

  /** Returns the members by name, with the addresses of these hosts and this port. */
  public static String all(String scheme, int port, int... numbers) {
    return java.util.Arrays.stream(numbers)
        .mapToObj(i -> "host%d: \"%s%s%s\"".formatted(i, scheme, address(i), suffix(port)))
        .collect(Collectors.joining(", ", "{ ", " }"));
  }

  private static String suffix(int port) {
    return port == 0 ? "" : ":" + port;
  }

  public static String address(int host) {
    return "10.77.0." + (10 + host);
  }

  public static String endpoints(String scheme, int... numbers) {
    return java.util.Arrays.stream(numbers)
        .mapToObj(i -> "%s%s:2379".formatted(scheme, address(i)))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  public ProgramTranscript play(String name, String text, String... options)
      throws IOException, InterruptedException {
    return hosts.play(Files.writeString(folder.resolve(name + ".yml"), text), options);
  }

  public void write(String name, String text) throws IOException {
    var file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  public List<String> ids(String host) throws Exception {
    return on(host, "etcdctl --endpoints http://%s:2379 member list".formatted("127.0.0.1"))
        .lines()
        .toList();
  }
}
