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

/** All that etcd can be told. */
final class Options {

  private static final List<Option> ALL = read();

  /** Switches that feature gates have taken the place of, by the gate. */
  static final Map<String, Option> SWITCHES =
      switches(
          "InitialCorruptCheck experimental-initial-corrupt-check 3.4",
          "CompactHashCheck experimental-compact-hash-check-enabled 3.5",
          "TxnModeWriteWithSharedBuffer experimental-txn-mode-write-with-shared-buffer 3.5",
          "StopGRPCServiceOnDefrag experimental-stop-grpc-service-on-defrag 3.5",
          "LeaseCheckpoint experimental-enable-lease-checkpoint 3.4",
          "LeaseCheckpointPersist experimental-enable-lease-checkpoint-persist 3.4");

  /** The first version with feature gates. */
  static final Version GATED = new Version(3, 6);

  private Options() {}

  static List<Option> all() {
    return ALL;
  }

  /** By any of its names. */
  static Optional<Option> named(String name) {
    return ALL.stream()
        .filter(
            o -> o.name().equals(name) || o.former().filter(f -> f.name().equals(name)).isPresent())
        .findFirst();
  }

  /** By its name inside a section of the YAML file. */
  static Optional<Option> placed(String section, String key) {
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
                        Stream.of(o.name()), o.former().map(Option.Former::name).stream())),
            SWITCHES.values().stream().map(Option::name))
        .toList();
  }

  private static Map<String, Option> switches(String... lines) {
    var switches = new LinkedHashMap<String, Option>();
    for (var line : lines) {
      var words = line.split(" ", -1);
      switches.put(words[0], Option.of(words[1] + " switch " + words[2] + " - - ="));
    }
    return switches;
  }

  private static List<Option> read() {
    try (var in = Options.class.getResourceAsStream("etcd.txt")) {
      var text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(line -> !line.startsWith("#")).map(Option::of).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
