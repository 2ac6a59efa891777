package runbook.modules.cert;

import runbook.module.Doc;

/** What becomes of a certificate that another authority has issued. */
public enum OtherCaPolicy {
  @Doc("It is issued again, as for any other reason.")
  REPLACE,
  @Doc(
      "The step fails, in check mode too: who trusts only the other authority, as the running"
          + " members of a cluster do, would not let its owner in any more.")
  REFUSE
}
