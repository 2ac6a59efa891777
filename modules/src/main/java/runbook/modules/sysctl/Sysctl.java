package runbook.modules.sysctl;

import java.util.List;
import runbook.module.Change;
import runbook.module.Default;
import runbook.module.Doc;
import runbook.module.Example;
import runbook.module.Fact;
import runbook.module.Module;
import runbook.module.Place;
import runbook.module.Script;
import runbook.module.ScriptOutput;
import runbook.module.ShellFile;
import runbook.module.Unreadable;
import runbook.module.Want;
import runbook.module.param.HostPath;

@Doc("Sets a parameter of the kernel, now and at every boot.")
@Example("sysctl: {key: vm.swappiness, value: 10}")
@Example("sysctl: {key: net/ipv4/conf/eth0.7/rp_filter, value: 1, reload: false}")
public record Sysctl(
    @Doc("The parameter, such as vm.swappiness.") String key,
    @Doc("The value; one space separates several numbers.") String value,
    @Doc("Whether to set it in the running kernel too.") @Default("true") boolean reload)
    implements Module {
  public Sysctl {
    if (!(key + "=" + value).matches("\\w+([./][\\w-]+)+=[!-~]+( [!-~]+)*")) {
      throw new IllegalArgumentException(
          "not a setting such as vm.swappiness=10: " + key + "=" + value);
    }
  }

  @Override
  public List<Want> wants() {
    var file = "/etc/sysctl.d/60-runbook-%s.conf".formatted(key.replace('/', '.'));
    return List.of(new Want.Reach<>(new ValueFact(new HostPath(file), key, reload), _ -> value));
  }

  /** The value in the file and, with reload, in the kernel; {@code sysctl_read} says how. */
  record ValueFact(HostPath file, String key, boolean reload) implements Fact<String> {
    private static final ShellFile SH = ShellFile.beside(Sysctl.class, "sysctl.sh");

    @Override
    public String label() {
      return "kernel parameter " + key;
    }

    @Override
    public Script query(Detail detail) {
      return SH.call("sysctl_read", file, key, reload);
    }

    @Override
    public String read(ScriptOutput scriptOutput) throws Unreadable {
      if (scriptOutput.exit() != 0) {
        throw new Unreadable(scriptOutput.text().strip());
      }
      return scriptOutput.text().strip();
    }

    @Override
    public List<Change> changes(String from, String to) {
      return List.of(new Change.RunScript(SH.call("sysctl_set", file, key, reload, to)));
    }

    @Override
    public List<Place> places() {
      return List.of(new Place.Path(file));
    }
  }
}
