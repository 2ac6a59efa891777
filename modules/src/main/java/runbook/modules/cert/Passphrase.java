package runbook.modules.cert;

import runbook.module.Doc;
import runbook.module.Example;

/** What an authority's key is encrypted with; it does not print. */
@Doc("a secret such as \"{{ ca_passphrase }}\"")
@Example("\"{{ ca_passphrase }}\"")
public record Passphrase(String value) {

  public Passphrase {
    if (value.length() < 8) {
      throw new IllegalArgumentException("a passphrase has 8 characters or more");
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
