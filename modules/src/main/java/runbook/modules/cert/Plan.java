package runbook.modules.cert;

import java.util.List;

/**
 * What is to be issued, and why.
 *
 * @param makesCa whether the authority is made for it
 */
record Plan(Order order, Ca ca, boolean makesCa, List<String> reasons) {

  Plan {
    reasons = List.copyOf(reasons);
  }

  /** Whether another would issue the same, for whatever reasons. */
  boolean isFor(Order other, Ca otherCa) {
    return order.equals(other) && ca.equals(otherCa);
  }
}
