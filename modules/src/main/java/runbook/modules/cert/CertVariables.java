package runbook.modules.cert;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import runbook.knowledge.Unknown;

/** Turns a certificate into variables of a playbook. */
final class CertVariables {

  private static final Unknown<?> NOT_YET = new Unknown<>("a certificate that is not issued yet");

  private CertVariables() {}

  static Map<String, Object> of(CertState pair, List<String> reasons) {
    var values = new LinkedHashMap<String, Object>();
    values.put("exists", pair.isThere());
    values.put("reasons", reasons);
    if (pair.plan().isPresent()) {
      planned(pair.plan().get().certSpec(), values);
      return values;
    }
    try {
      read(pair.parsedCert(), values);
    } catch (IOException e) {
      // The reasons say why it cannot be used.
      values.put("serial", "");
    }
    return values;
  }

  private static void planned(CertSpec certSpec, Map<String, Object> values) {
    values.put("subject", certSpec.certSubject().encoded().toString());
    values.put("sans", certSpec.sans().stream().map(SubjectAltName::text).toList());
    values.put("ekus", certSpec.ekus().stream().map(ExtendedUsageName::name).toList());
    values.put("key", certSpec.key().name());
    for (var name : List.of("issuer", "serial", "not_before", "not_after", "fingerprint")) {
      values.put(name, NOT_YET);
    }
  }

  private static void read(ParsedCert parsedCert, Map<String, Object> values) {
    values.put("subject", parsedCert.own().getSubject().toString());
    values.put("sans", parsedCert.sans());
    values.put("ekus", parsedCert.ekus());
    values.put("key", parsedCert.keyType());
    values.put("issuer", parsedCert.own().getIssuer().toString());
    values.put("serial", parsedCert.serial());
    values.put("not_before", parsedCert.notBefore().toString());
    values.put("not_after", parsedCert.notAfter().toString());
    values.put("fingerprint", parsedCert.fingerprint());
  }
}
