package runbook.modules.etcd.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import runbook.module.param.Entries;
import runbook.module.param.Remark.Part;

/** Finds the options that are meant by the names the user gives. */
final class Reading {

  private final Findings findings;
  private final Map<String, Told> told = new LinkedHashMap<>();
  private final TreeSet<String> unknown = new TreeSet<>();
  private final Map<String, Told> gates = new LinkedHashMap<>();

  Reading(Findings findings) {
    this.findings = findings;
  }

  /** Later values take the place of earlier ones. */
  void read(String parameter, Entries entries) {
    entries
        .known()
        .forEach((name, value) -> {
          if (Options.isSection(name) && value instanceof Map<?, ?> section) {
            section.forEach(
                (key, inner) -> inSection(List.of(parameter, name, String.valueOf(key)), inner));
          } else {
            one(List.of(parameter, name), name, value);
          }
        });
    entries
        .unknown()
        .forEach(name -> {
          if (Options.isSection(name)) {
            Options.all().stream()
                .filter(o -> o.section().equals(name))
                .forEach(o -> unknown.add(o.name()));
          } else {
            one(List.of(parameter, name), name, UNKNOWN);
          }
        });
  }

  /** Stands for a value while its name is looked at. */
  private static final Object UNKNOWN = new Object();

  private void inSection(List<String> path, Object value) {
    var option = Options.placed(path.get(1), path.get(2));
    if (option.isPresent()) {
      add(option.get(), path, value);
    } else {
      var names =
          Options.all().stream()
              .filter(o -> o.section().equals(path.get(1)))
              .map(o -> o.key(o.name()))
              .toList();
      stranger(path, path.get(2), "'" + path.get(1) + "' of etcd", names);
    }
  }

  private void one(List<String> path, String name, Object value) {
    var option = Options.named(name);
    if (option.isPresent()) {
      add(option.get(), path, value);
      return;
    }
    var gate =
        Options.SWITCHES.entrySet().stream()
            .filter(e -> e.getValue().name().equals(name))
            .findFirst();
    if (gate.isPresent()) {
      if (!UNKNOWN.equals(value)) {
        gates.put(gate.get().getKey(), new Told(gate.get().getValue(), path, value));
      }
    } else {
      stranger(path, name, "etcd", Options.names());
    }
  }

  private void stranger(List<String> path, String name, String owner, List<String> names) {
    findings.unheardOf(path, owner + " has no setting '" + name + "'", names);
  }

  private void add(Option option, List<String> path, Object value) {
    if (UNKNOWN.equals(value)) {
      unknown.add(option.name());
    } else {
      told.put(option.name(), new Told(option, path, value));
    }
  }

  /** In the terms of a version: what is gone is told, what was renamed has the name of then. */
  Model model(Optional<Version> version) {
    version.ifPresent(v -> {
      if (v.isBefore(Options.GATED)) {
        ungate(v);
      } else {
        gate();
      }
      for (var one : List.copyOf(told.values())) {
        if (one.option().nameIn(v).isEmpty()) {
          findings.wrong(
              one.path(), Part.NAME, Versions.fault(one.option(), v), Versions.advice(one));
        }
      }
    });
    if (version.isEmpty()) {
      gates.values().forEach(t -> told.put(t.option().name(), t));
    }
    return new Model(Map.copyOf(told), unknown);
  }

  /** Switches become feature gates. */
  private void gate() {
    if (gates.isEmpty()) {
      return;
    }
    var option = Options.named("feature-gates").orElseThrow();
    var before = Optional.ofNullable(told.get(option.name()));
    var items = new ArrayList<String>();
    before.ifPresent(t -> t.items().forEach(item -> items.add(item.text())));
    gates.forEach((gate, switched) -> items.add(gate + "=" + switched.text()));
    var path = before.map(Told::path).orElse(gates.values().iterator().next().path());
    told.put(option.name(), new Told(option, path, items));
  }

  /** Feature gates become the switches there were before. */
  private void ungate(Version version) {
    gates.values().forEach(t -> told.put(t.option().name(), t));
    var all = Optional.ofNullable(told.get("feature-gates"));
    if (all.isEmpty() || unknown.contains("feature-gates")) {
      return;
    }
    told.remove("feature-gates");
    for (var item : all.get().items()) {
      var parts = item.text().split("=", 2);
      var former = Optional.ofNullable(Options.SWITCHES.get(parts[0]));
      if (former.isEmpty() || former.get().nameIn(version).isEmpty() || parts.length == 1) {
        findings.wrong(
            item.path(),
            Part.VALUE,
            "etcd %s has no feature gate '%s'".formatted(version, parts[0]),
            "feature gates came with etcd " + Options.GATED);
      } else {
        told.put(former.get().name(), new Told(former.get(), item.path(), parts[1]));
      }
    }
  }
}
