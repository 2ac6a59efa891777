package runbook.modules.cert;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import runbook.knowledge.Unknown;

/** A certificate as the variables of a playbook. */
final class PairValues {

  private static final Unknown<?> NOT_YET = new Unknown<>("a certificate that is not issued yet");

  private PairValues() {}

  static Map<String, Object> of(PairState pair, List<String> reasons) {
    var values = new LinkedHashMap<String, Object>();
    values.put("exists", pair.isThere());
    values.put("reasons", reasons);
    if (pair.plan().isPresent()) {
      planned(pair.plan().get().order(), values);
      return values;
    }
    try {
      read(pair.leaf(), values);
    } catch (IOException e) {
      // Why it is of no use is among the reasons.
      values.put("serial", "");
    }
    return values;
  }

  private static void planned(Order order, Map<String, Object> values) {
    values.put("subject", order.subject().encoded().toString());
    values.put("sans", order.sans().stream().map(San::text).toList());
    values.put("ekus", order.ekus().stream().map(ExtendedUsage::name).toList());
    values.put("key", order.key().name());
    for (var name : List.of("issuer", "serial", "not_before", "not_after", "fingerprint")) {
      values.put(name, NOT_YET);
    }
  }

  private static void read(Leaf leaf, Map<String, Object> values) {
    values.put("subject", leaf.own().getSubject().toString());
    values.put("sans", leaf.sans());
    values.put("ekus", leaf.ekus());
    values.put("key", leaf.keyType());
    values.put("issuer", leaf.own().getIssuer().toString());
    values.put("serial", leaf.serial());
    values.put("not_before", leaf.begin().toString());
    values.put("not_after", leaf.end().toString());
    values.put("fingerprint", leaf.fingerprint());
  }
}
