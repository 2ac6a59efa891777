package runbook.modules.etcd.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import runbook.module.param.FreeFormEntries;
import runbook.module.param.ValueRemark.EntryPart;

/** Finds the options for the names that the user wrote. */
final class OptionReader {

  private final SettingsRemarks settingsRemarks;
  private final Map<String, GivenOption> told = new LinkedHashMap<>();
  private final TreeSet<String> unknown = new TreeSet<>();
  private final Map<String, GivenOption> gates = new LinkedHashMap<>();

  OptionReader(SettingsRemarks settingsRemarks) {
    this.settingsRemarks = settingsRemarks;
  }

  /** Reads entries; later values override earlier ones. */
  void read(String parameter, FreeFormEntries freeFormEntries) {
    freeFormEntries
        .known()
        .forEach((name, value) -> {
          if (EtcdOptions.isSection(name) && value instanceof Map<?, ?> section) {
            section.forEach(
                (key, inner) -> inSection(List.of(parameter, name, String.valueOf(key)), inner));
          } else {
            one(List.of(parameter, name), name, value);
          }
        });
    freeFormEntries
        .unknown()
        .forEach(name -> {
          if (EtcdOptions.isSection(name)) {
            EtcdOptions.all().stream()
                .filter(o -> o.section().equals(name))
                .forEach(o -> unknown.add(o.name()));
          } else {
            one(List.of(parameter, name), name, UNKNOWN);
          }
        });
  }

  /** A placeholder for an unknown value, whose name is still checked. */
  private static final Object UNKNOWN = new Object();

  private void inSection(List<String> path, Object value) {
    var option = EtcdOptions.placed(path.get(1), path.get(2));
    if (option.isPresent()) {
      add(option.get(), path, value);
    } else {
      var names =
          EtcdOptions.all().stream()
              .filter(o -> o.section().equals(path.get(1)))
              .map(o -> o.key(o.name()))
              .toList();
      stranger(path, path.get(2), "'" + path.get(1) + "' of etcd", names);
    }
  }

  private void one(List<String> path, String name, Object value) {
    var option = EtcdOptions.named(name);
    if (option.isPresent()) {
      add(option.get(), path, value);
      return;
    }
    var gate =
        EtcdOptions.SWITCHES.entrySet().stream()
            .filter(e -> e.getValue().name().equals(name))
            .findFirst();
    if (gate.isPresent()) {
      if (!UNKNOWN.equals(value)) {
        gates.put(gate.get().getKey(), new GivenOption(gate.get().getValue(), path, value));
      }
    } else {
      stranger(path, name, "etcd", EtcdOptions.names());
    }
  }

  private void stranger(List<String> path, String name, String owner, List<String> names) {
    settingsRemarks.unknownName(path, owner + " has no setting '" + name + "'", names);
  }

  private void add(EtcdOption etcdOption, List<String> path, Object value) {
    if (UNKNOWN.equals(value)) {
      unknown.add(etcdOption.name());
    } else {
      told.put(etcdOption.name(), new GivenOption(etcdOption, path, value));
    }
  }

  /** Returns the options for a version, and reports those that it does not have. */
  GivenOptions givenOptions(Optional<MinorVersion> version) {
    version.ifPresent(v -> {
      if (v.isBefore(EtcdOptions.GATED)) {
        ungate(v);
      } else {
        gate();
      }
      for (var one : List.copyOf(told.values())) {
        if (one.etcdOption().nameIn(v).isEmpty()) {
          settingsRemarks.error(
              one.path(),
              EntryPart.NAME,
              VersionAdvice.message(one.etcdOption(), v),
              VersionAdvice.advice(one));
        }
      }
    });
    if (version.isEmpty()) {
      gates.values().forEach(t -> told.put(t.etcdOption().name(), t));
    }
    return new GivenOptions(Map.copyOf(told), unknown);
  }

  /** Turns switches into feature gates. */
  private void gate() {
    if (gates.isEmpty()) {
      return;
    }
    var etcdOption = EtcdOptions.named("feature-gates").orElseThrow();
    var before = Optional.ofNullable(told.get(etcdOption.name()));
    var items = new ArrayList<String>();
    before.ifPresent(t -> t.items().forEach(optionItem -> items.add(optionItem.text())));
    gates.forEach((gate, switched) -> items.add(gate + "=" + switched.text()));
    var path = before.map(GivenOption::path).orElse(gates.values().iterator().next().path());
    told.put(etcdOption.name(), new GivenOption(etcdOption, path, items));
  }

  /** Turns feature gates into the switches that older versions have. */
  private void ungate(MinorVersion minorVersion) {
    gates.values().forEach(t -> told.put(t.etcdOption().name(), t));
    var all = Optional.ofNullable(told.get("feature-gates"));
    if (all.isEmpty() || unknown.contains("feature-gates")) {
      return;
    }
    told.remove("feature-gates");
    for (var optionItem : all.get().items()) {
      var parts = optionItem.text().split("=", 2);
      var former = Optional.ofNullable(EtcdOptions.SWITCHES.get(parts[0]));
      if (former.isEmpty() || former.get().nameIn(minorVersion).isEmpty() || parts.length == 1) {
        settingsRemarks.error(
            optionItem.path(),
            EntryPart.VALUE,
            "etcd %s has no feature gate '%s'".formatted(minorVersion, parts[0]),
            "feature gates exist since etcd " + EtcdOptions.GATED);
      } else {
        told.put(former.get().name(), new GivenOption(former.get(), optionItem.path(), parts[1]));
      }
    }
  }
}
