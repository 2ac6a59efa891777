package runbook.modules.etcd.settings;

import java.util.List;
import java.util.Map;
import runbook.module.param.Remark;
import runbook.modules.template.KnownProgram;
import runbook.modules.template.ProgramSettings;

/** etcd, for templates of its configuration. */
public record EtcdProgram() implements KnownProgram {

  @Override
  public String name() {
    return "etcd";
  }

  @Override
  public String doc() {
    return "etcd 3.4 and later; templates find options, and plain and sections for YAML.";
  }

  @Override
  public void checkVersion(String version) {
    Version.of(version);
  }

  @Override
  public Map<String, Object> variables(ProgramSettings settings) {
    return new Etcd(settings).variables();
  }

  @Override
  public List<Remark> remarks(ProgramSettings settings) {
    return new Etcd(settings).remarks();
  }
}
