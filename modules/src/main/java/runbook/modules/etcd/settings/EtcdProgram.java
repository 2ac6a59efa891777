package runbook.modules.etcd.settings;

import java.util.List;
import java.util.Map;
import runbook.module.param.ValueRemark;
import runbook.modules.template.KnownProgram;
import runbook.modules.template.ProgramSettings;

/** Makes etcd's settings available to templates of its configuration. */
public record EtcdProgram() implements KnownProgram {

  @Override
  public String name() {
    return "etcd";
  }

  @Override
  public String doc() {
    return "etcd 3.4 and later; templates get options, and plain and sections for YAML.";
  }

  @Override
  public void checkVersion(String version) {
    MinorVersion.of(version);
  }

  @Override
  public Map<String, Object> variables(ProgramSettings settings) {
    return new EtcdSettings(settings).variables();
  }

  @Override
  public List<ValueRemark> remarks(ProgramSettings settings) {
    return new EtcdSettings(settings).remarks();
  }
}
