package runbook.modules.etcd.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** All options of etcd. */
final class EtcdOptions {

  private static final List<EtcdOption> ALL = read();

  /** Switches that feature gates have replaced, by the name of the gate. */
  static final Map<String, EtcdOption> SWITCHES =
      switches(
          "InitialCorruptCheck experimental-initial-corrupt-check 3.4",
          "CompactHashCheck experimental-compact-hash-check-enabled 3.5",
          "TxnModeWriteWithSharedBuffer experimental-txn-mode-write-with-shared-buffer 3.5",
          "StopGRPCServiceOnDefrag experimental-stop-grpc-service-on-defrag 3.5",
          "LeaseCheckpoint experimental-enable-lease-checkpoint 3.4",
          "LeaseCheckpointPersist experimental-enable-lease-checkpoint-persist 3.4");

  /** The first version with feature gates. */
  static final MinorVersion GATED = new MinorVersion(3, 6);

  private EtcdOptions() {}

  static List<EtcdOption> all() {
    return ALL;
  }

  /** Finds an option by any of its names. */
  static Optional<EtcdOption> named(String name) {
    return ALL.stream()
        .filter(
            o -> o.name().equals(name) || o.former().filter(f -> f.name().equals(name)).isPresent())
        .findFirst();
  }

  /** Finds an option by its name in a section of the YAML file. */
  static Optional<EtcdOption> placed(String section, String key) {
    var place = Optional.of(section + "/" + key);
    return ALL.stream().filter(o -> o.place().equals(place)).findFirst();
  }

  static boolean isSection(String name) {
    return ALL.stream().anyMatch(o -> o.section().equals(name));
  }

  static List<String> names() {
    return Stream.concat(
            ALL.stream()
                .flatMap(o ->
                    Stream.concat(
                        Stream.of(o.name()), o.former().map(EtcdOption.FormerName::name).stream())),
            SWITCHES.values().stream().map(EtcdOption::name))
        .toList();
  }

  private static Map<String, EtcdOption> switches(String... lines) {
    var switches = new LinkedHashMap<String, EtcdOption>();
    for (var line : lines) {
      var words = line.split(" ", -1);
      switches.put(words[0], EtcdOption.of(words[1] + " switch " + words[2] + " - - ="));
    }
    return switches;
  }

  private static List<EtcdOption> read() {
    try (var in = EtcdOptions.class.getResourceAsStream("etcd.txt")) {
      var text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(line -> !line.startsWith("#")).map(EtcdOption::of).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
