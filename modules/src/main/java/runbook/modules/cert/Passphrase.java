package runbook.modules.cert;

import runbook.module.Doc;
import runbook.module.Example;

/** The passphrase of an authority's key; its text form is masked. */
@Doc("a secret such as \"{{ ca_passphrase }}\"")
@Example("\"{{ ca_passphrase }}\"")
public record Passphrase(String value) {

  public Passphrase {
    if (value.length() < 8) {
      throw new IllegalArgumentException("a passphrase must have at least 8 characters");
    }
  }

  char[] characters() {
    return value.toCharArray();
  }

  @Override
  public String toString() {
    return "********";
  }
}
