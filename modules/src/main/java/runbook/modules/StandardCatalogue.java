package runbook.modules;

import java.util.List;
import runbook.module.Catalogue;
import runbook.module.Module;
import runbook.modules.cert.CheckCa;
import runbook.modules.cert.IssueCert;
import runbook.modules.command.Command;
import runbook.modules.command.Shell;
import runbook.modules.file.Copy;
import runbook.modules.file.Fetch;
import runbook.modules.file.File;
import runbook.modules.file.Lineinfile;
import runbook.modules.file.Stat;
import runbook.modules.flow.Assert;
import runbook.modules.flow.Debug;
import runbook.modules.flow.Fail;
import runbook.modules.flow.Reboot;
import runbook.modules.flow.SetFact;
import runbook.modules.flow.WaitFor;
import runbook.modules.packages.Package;
import runbook.modules.preflight.CheckHost;
import runbook.modules.preflight.CheckPorts;
import runbook.modules.release.DownloadRelease;
import runbook.modules.release.GetUrl;
import runbook.modules.release.InstallBinary;
import runbook.modules.release.Unarchive;
import runbook.modules.sysctl.Sysctl;
import runbook.modules.systemd.Systemd;
import runbook.modules.template.Template;
import runbook.modules.user.Group;
import runbook.modules.user.User;

/** The modules that come with runbook, except those for one program. */
public final class StandardCatalogue implements Catalogue {

  @Override
  public List<Class<? extends Module>> modules() {
    return List.of(
        Assert.class,
        CheckCa.class,
        CheckHost.class,
        CheckPorts.class,
        Command.class,
        Copy.class,
        Debug.class,
        DownloadRelease.class,
        Fail.class,
        Fetch.class,
        File.class,
        GetUrl.class,
        Group.class,
        InstallBinary.class,
        IssueCert.class,
        Lineinfile.class,
        Package.class,
        Reboot.class,
        SetFact.class,
        Shell.class,
        Stat.class,
        Sysctl.class,
        Systemd.class,
        Template.class,
        Unarchive.class,
        User.class,
        WaitFor.class);
  }
}
