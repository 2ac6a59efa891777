package runbook.modules.cert;

import java.util.List;

/**
 * What is to be issued, and why.
 *
 * @param makesCa whether the authority is made for it
 */
record PlannedCert(
    CertSpec certSpec, CaSettings caSettings, boolean makesCa, List<String> reasons) {

  PlannedCert {
    reasons = List.copyOf(reasons);
  }

  /** Whether another would issue the same, for whatever reasons. */
  boolean isFor(CertSpec other, CaSettings otherCa) {
    return certSpec.equals(other) && caSettings.equals(otherCa);
  }
}
