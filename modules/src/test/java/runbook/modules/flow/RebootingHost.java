package runbook.modules.flow;

import runbook.module.Change;
import runbook.step.Target;
import runbook.testkit.FakeHost;

/** A host that counts its boots. */
public final class RebootingHost {

  private RebootingHost() {}

  public static Target up() {
    return new FakeHost()
        .has(new BootFact(), "boot 1")
        .does(Change.RunCommand.class::isInstance, new BootFact(), boot -> boot + " again");
  }
}
