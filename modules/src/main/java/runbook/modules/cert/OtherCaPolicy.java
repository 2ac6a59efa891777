package runbook.modules.cert;

import runbook.module.Doc;

/** A way to treat a certificate that another authority issued. */
public enum OtherCaPolicy {
  @Doc("Replaces it, as for any other reason.")
  REPLACE,
  @Doc(
      "Fails, in check mode too; programs that trust only the other authority, such as the running"
          + " members of a cluster, would reject a certificate of the new one.")
  REFUSE
}
