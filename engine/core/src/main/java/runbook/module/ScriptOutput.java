package runbook.module;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** The output and exit status of a fact's query. */
public record ScriptOutput(int exit, byte[] bytes) {

  /** Returns the output of a query that succeeds. */
  public static ScriptOutput of(String text) {
    return new ScriptOutput(0, text.getBytes(StandardCharsets.UTF_8));
  }

  public String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  public List<String> lines() {
    return text().lines().toList();
  }
}
