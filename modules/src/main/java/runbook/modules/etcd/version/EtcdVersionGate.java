package runbook.modules.etcd.version;

import java.util.List;
import runbook.module.Default;
import runbook.module.Doc;
import runbook.module.Example;
import runbook.module.Module;
import runbook.module.Want;
import runbook.module.param.HostPath;
import runbook.modules.etcd.settings.MinorVersion;

/** Lets only a version of etcd pass that can use the data of a host. */
@Doc(
    "Fails if a version of etcd cannot follow the installed one on a host with data: an older minor"
        + " version, or one that skips a minor version; changes nothing.")
@Example(
    "etcd_version_gate: {version: 3.5.16, program: \"{{ dir }}/etcd\", data_dir: \"{{ dir"
        + " }}/data\"}")
public record EtcdVersionGate(
    @Doc("The version that is to be installed, such as 3.5.16.") String version,
    @Doc("The path of the installed etcd.") @Default("/usr/local/bin/etcd") HostPath program,
    @Doc("The folder of etcd's data.") @Default("/var/lib/etcd") HostPath dataDir,
    @Doc(
            "Whether to let any version pass; an older minor version works only while a member has"
                + " not run the newer one yet.")
        @Default("false")
        boolean force)
    implements Module {

  public EtcdVersionGate {
    MinorVersion.of(version);
  }

  @Override
  public List<Want> wants() {
    return List.of(
        new Want.Require<>(new InstalledVersion(program, dataDir), this::mayFollow, this::why));
  }

  private boolean mayFollow(String installed) {
    if (force || installed.equals(InstalledVersion.NONE)) {
      return true;
    }
    var now = MinorVersion.of(installed);
    var next = MinorVersion.of(version);
    return next.equals(now) || next.isNextAfter(now);
  }

  private String why(String installed) {
    var now = MinorVersion.of(installed);
    var next = MinorVersion.of(version);
    return next.isBefore(now)
        ? ("etcd %s cannot use the data of etcd %s, which this member has\n"
                + "give a version %s or later; to go back, restore a snapshot that was taken"
                + " with %s")
            .formatted(version, installed, now, next)
        : ("etcd %s cannot follow etcd %s: a minor version would be skipped\n"
                + "upgrade to a version %s first, on all members")
            .formatted(version, installed, now.next());
  }
}
