package runbook.modules.etcd.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;
import runbook.module.param.FreeFormEntries;
import runbook.modules.template.ProgramSettings;
import runbook.text.Problems;
import runbook.value.TemplateFile;
import runbook.value.VariableScope;

/** Settings in the templates that come with runbook. */
final class SettingsTemplates {

  private static final Map<String, Object> VARIABLES =
      Map.of(
          "inventory_hostname", "etcd1",
          "etcd_description", "etcd",
          "etcd_user", "root",
          "etcd_work_dir", "/var/lib/etcd",
          "etcd_bin", "/usr/local/bin",
          "etcd_config", "/etc/etcd/etcd.conf",
          "etcd_restart", "on-failure",
          "etcd_restart_sec", "5",
          "etcd_files", "65536");

  private SettingsTemplates() {}

  static ProgramSettings settings(String version, Map<String, Object> values) {
    return new ProgramSettings(
        new EtcdProgram(),
        Optional.of(version),
        Optional.empty(),
        new FreeFormEntries(values, java.util.Set.of()),
        FreeFormEntries.NONE,
        List.of());
  }

  static String of(String template, ProgramSettings settings) throws Exception {
    Assertions.assertEquals(List.of(), settings.remarks());
    var problems = new Problems();
    var file = Path.of("../playbooks/roles/etcd_config/templates", template);
    var variableScope = VariableScope.of(VARIABLES).with(settings.variables());
    var text = TemplateFile.read(file, template).render(variableScope, problems);
    Assertions.assertEquals(List.of(), problems.all());
    return text.known().orElseThrow().toString();
  }
}
