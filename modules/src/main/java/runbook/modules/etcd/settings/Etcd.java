package runbook.modules.etcd.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import runbook.module.param.Remark;
import runbook.module.param.Remark.Part;
import runbook.modules.template.ProgramSettings;

/** The settings of etcd in the terms of a version, and what is to be said of them. */
final class Etcd {

  /** What is taken to be there when nobody says which version it is for. */
  private static final Version USUAL = new Version(3, 5);

  private final Model model;
  private final Version version;
  private final Findings findings = new Findings();

  Etcd(ProgramSettings settings) {
    var reading = new Reading(findings);
    reading.read("values", settings.values());
    reading.read("overrides", settings.overrides());
    var line = settings.version().map(Version::of);
    model = reading.model(line);
    version = line.orElse(USUAL);
    new KindCheck(findings).check(model);
    new AddressCheck(findings).check(model);
    new SecurityCheck(findings).check(model);
    new ClusterCheck(findings).check(model);
    new LimitCheck(findings).check(model);
    settings.form().ifPresent(this::form);
    elsewhere(settings);
  }

  List<Remark> remarks() {
    return findings.all();
  }

  /** Some things can only be said by flags. */
  private void form(ProgramSettings.Form form) {
    for (var told : model.told().values()) {
      if (form == ProgramSettings.Form.FILE && told.option().place().isEmpty()) {
        findings.wrong(
            told.path(),
            Part.NAME,
            "'%s' has no place in etcd's configuration file".formatted(told.option().name()),
            "it is only a flag: give etcd flags, or leave it out");
      }
    }
  }

  private void elsewhere(ProgramSettings settings) {
    for (int i = 0; i < settings.elsewhere().size(); i++) {
      var path = List.of("elsewhere", String.valueOf(i));
      var name = settings.elsewhere().get(i);
      if (Options.named(name).isEmpty()) {
        findings.unheardOf(path, "etcd has no setting '" + name + "'", Options.names());
      }
      Optional.ofNullable(model.told().get(name))
          .ifPresent(told ->
              findings.wrong(
                  told.path(),
                  Part.NAME,
                  "'%s' is set elsewhere as well, and etcd does not start with both"
                      .formatted(name),
                  "say it in one place"));
    }
  }

  /** {@code options} are all of them; {@code plain} and {@code sections} are the same for YAML. */
  Map<String, Object> variables() {
    var named = named();
    var options = new ArrayList<Map<String, Object>>();
    for (var written : named) {
      var option = new LinkedHashMap<>(option(written));
      option.put("last", options.size() == named.size() - 1);
      options.add(option);
    }
    return Map.of(
        "options",
        options,
        "plain",
        section(named, ""),
        "sections",
        named.stream()
            .map(w -> w.told().option().section())
            .filter(section -> !section.isEmpty())
            .distinct()
            .map(section -> Map.of("section", section, "options", section(named, section)))
            .toList());
  }

  /** In the order of etcd's own documentation, whatever the order of the user. */
  private List<Written> named() {
    return Stream.concat(Options.all().stream(), Options.SWITCHES.values().stream())
        .flatMap(option -> model.get(option.name()).stream())
        .flatMap(
            told -> told.option().nameIn(version).map(name -> new Written(told, name)).stream())
        .toList();
  }

  private static List<Map<String, Object>> section(List<Written> all, String section) {
    return all.stream()
        .filter(w -> w.told().option().place().isPresent())
        .filter(w -> w.told().option().section().equals(section))
        .map(Etcd::option)
        .toList();
  }

  private static Map<String, Object> option(Written written) {
    var told = written.told();
    var values = new LinkedHashMap<String, Object>();
    values.put("name", written.name());
    values.put("key", told.option().key(written.name()));
    values.put("flag", "--" + written.name());
    values.put("env", written.variable());
    values.put("value", told.text());
    values.put("yaml", written.yaml());
    values.put("unit", written.unit());
    values.put("quoted", written.environment());
    return values;
  }
}
