package runbook.shell;

import java.util.Map;
import runbook.connection.Nonce;
import runbook.connection.Part;
import runbook.connection.Payload;
import runbook.module.Change;
import runbook.module.Script;
import runbook.module.param.Content;

/** What a connection is asked for each change: one part. */
public final class Parts {

  private Parts() {}

  public static Part of(Change change) {
    return of(change, Nonce.fresh());
  }

  /**
   * @param nonce part of a temporary file's name, unknown to the users of the host
   */
  public static Part of(Change change, String nonce) {
    return switch (change) {
      case Change.Run(Script script) -> new Part.Run(script.whole(), false);
      case Change.Exec exec -> new Part.Run(text(exec), false);
      case Change.WriteFile write ->
          new Part.Upload(AtomicWrite.of(write, nonce).script(), payload(write.content()));
      case Change.MakeFile make -> new Part.Run(AtomicWrite.of(make, nonce).script(), false);
    };
  }

  private static Payload payload(Content content) {
    return new Payload(content.size(), content::open);
  }

  /**
   * Environment and input stand in the text of the script, where the host's {@code ps} cannot see
   * them: {@code export} and {@code printf} are builtins.
   */
  private static String text(Change.Exec exec) {
    var text = new StringBuilder();
    exec.environment().forEach((name, value) -> text.append(export(Map.entry(name, value))));
    exec.chdir().ifPresent(dir -> text.append(Script.of("cd -- {} || exit\n", dir).text()));
    exec.stdin()
        .ifPresentOrElse(
            input ->
                text.append(
                    Script.of("printf %s {} | eval {}\n", input, exec.script().whole()).text()),
            () -> text.append(exec.script().whole()).append('\n'));
    return text.toString();
  }

  private static String export(Map.Entry<String, String> variable) {
    if (!variable.getKey().matches("[A-Za-z_][A-Za-z0-9_]*")) {
      throw new IllegalArgumentException(
          "'%s' is not a name for an environment variable".formatted(variable.getKey()));
    }
    return "export %s=%s\n".formatted(variable.getKey(), Script.quote(variable.getValue()));
  }
}
