package runbook.modules.etcd.verify;

import runbook.module.Passage;
import runbook.module.Unobtainable;
import runbook.modules.etcd.Etcdctl;

/** The ways there are to ask. */
record Ways(Etcdctl etcdctl) {

  Gathering open(Passage host, Wanted wanted) throws Unobtainable, InterruptedException {
    return new ByEtcdctl(host, etcdctl, wanted);
  }
}
