package runbook.modules.etcd.catalogue;

import java.util.List;
import runbook.module.Catalogue;
import runbook.module.Module;
import runbook.modules.etcd.member.EtcdMember;
import runbook.modules.etcd.verify.EtcdVerify;
import runbook.modules.etcd.version.EtcdVersionGate;

/** The modules for etcd clusters. */
public final class EtcdCatalogue implements Catalogue {

  @Override
  public List<Class<? extends Module>> modules() {
    return List.of(EtcdMember.class, EtcdVerify.class, EtcdVersionGate.class);
  }
}
