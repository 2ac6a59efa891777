package org.example.runbook;

import java.util.List;
import runbook.module.Catalogue;
import runbook.module.Module;

/** The modules of this jar. */
public final class OurModules implements Catalogue {

  @Override
  public List<Class<? extends Module>> modules() {
    return List.of(HostsEntry.class);
  }
}
