package runbook.modules.etcd.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import runbook.module.param.ValueRemark;
import runbook.module.param.ValueRemark.EntryPart;
import runbook.modules.template.ProgramSettings;

/** The settings of etcd for a version, with the remarks about them. */
final class EtcdSettings {

  /** The version to assume if none is given. */
  private static final MinorVersion USUAL = new MinorVersion(3, 5);

  private final GivenOptions givenOptions;
  private final MinorVersion minorVersion;
  private final SettingsRemarks settingsRemarks = new SettingsRemarks();

  EtcdSettings(ProgramSettings settings) {
    var optionReader = new OptionReader(settingsRemarks);
    optionReader.read("values", settings.values());
    optionReader.read("overrides", settings.overrides());
    var line = settings.version().map(MinorVersion::of);
    givenOptions = optionReader.givenOptions(line);
    minorVersion = line.orElse(USUAL);
    new OptionKindCheck(settingsRemarks).check(givenOptions);
    new AddressCheck(settingsRemarks).check(givenOptions);
    new SecurityCheck(settingsRemarks).check(givenOptions);
    new ClusterCheck(settingsRemarks).check(givenOptions);
    new LimitCheck(settingsRemarks).check(givenOptions);
    settings.form().ifPresent(this::form);
    elsewhere(settings);
  }

  List<ValueRemark> remarks() {
    return settingsRemarks.all();
  }

  /** Reports options that exist only as flags. */
  private void form(ProgramSettings.Form form) {
    for (var givenOption : givenOptions.known().values()) {
      if (form == ProgramSettings.Form.FILE && givenOption.etcdOption().place().isEmpty()) {
        settingsRemarks.error(
            givenOption.path(),
            EntryPart.NAME,
            "'%s' has no place in etcd's configuration file"
                .formatted(givenOption.etcdOption().name()),
            "it is only a flag: give etcd flags, or omit it");
      }
    }
  }

  private void elsewhere(ProgramSettings settings) {
    for (int i = 0; i < settings.elsewhere().size(); i++) {
      var path = List.of("elsewhere", String.valueOf(i));
      var name = settings.elsewhere().get(i);
      if (EtcdOptions.named(name).isEmpty()) {
        settingsRemarks.unknownName(
            path, "etcd has no setting '" + name + "'", EtcdOptions.names());
      }
      Optional.ofNullable(givenOptions.known().get(name))
          .ifPresent(givenOption ->
              settingsRemarks.error(
                  givenOption.path(),
                  EntryPart.NAME,
                  "'%s' is also set elsewhere, and etcd does not start with both".formatted(name),
                  "set it in one place only"));
    }
  }

  /** Returns all {@code options}, and the same as {@code plain} and {@code sections} for YAML. */
  Map<String, Object> variables() {
    var named = named();
    var options = new ArrayList<Map<String, Object>>();
    for (var writtenOption : named) {
      var option = new LinkedHashMap<>(option(writtenOption));
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
            .map(w -> w.givenOption().etcdOption().section())
            .filter(section -> !section.isEmpty())
            .distinct()
            .map(section -> Map.of("section", section, "options", section(named, section)))
            .toList());
  }

  /** Returns the options in the order of etcd's documentation. */
  private List<WrittenOption> named() {
    return Stream.concat(EtcdOptions.all().stream(), EtcdOptions.SWITCHES.values().stream())
        .flatMap(etcdOption -> givenOptions.get(etcdOption.name()).stream())
        .flatMap(givenOption ->
            givenOption
                .etcdOption()
                .nameIn(minorVersion)
                .map(name -> new WrittenOption(givenOption, name))
                .stream())
        .toList();
  }

  private static List<Map<String, Object>> section(List<WrittenOption> all, String section) {
    return all.stream()
        .filter(w -> w.givenOption().etcdOption().place().isPresent())
        .filter(w -> w.givenOption().etcdOption().section().equals(section))
        .map(EtcdSettings::option)
        .toList();
  }

  private static Map<String, Object> option(WrittenOption writtenOption) {
    var givenOption = writtenOption.givenOption();
    var values = new LinkedHashMap<String, Object>();
    values.put("name", writtenOption.name());
    values.put("key", givenOption.etcdOption().key(writtenOption.name()));
    values.put("flag", "--" + writtenOption.name());
    values.put("env", writtenOption.variable());
    values.put("value", givenOption.text());
    values.put("yaml", writtenOption.yaml());
    values.put("unit", writtenOption.unit());
    values.put("quoted", writtenOption.environment());
    return values;
  }
}
