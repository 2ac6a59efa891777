package runbook.script;

import java.nio.file.Files;
import java.util.Map;
import runbook.connection.Payload;
import runbook.connection.RandomToken;
import runbook.connection.RequestPart;
import runbook.digest.CompressedCopies;
import runbook.module.Change;
import runbook.module.Script;
import runbook.module.param.FileContent;

/** Translates each change into one part of a request. */
public final class ChangeTranslator {

  private ChangeTranslator() {}

  public static RequestPart of(Change change) {
    return of(change, RandomToken.fresh());
  }

  /**
   * @param nonce part of a temporary file's name that users of the host cannot guess
   */
  public static RequestPart of(Change change, String nonce) {
    return switch (change) {
      case Change.RunScript(Script script) ->
          new RequestPart.ScriptPart(script.whole(), false, script.readAhead().isEmpty());
      case Change.RunCommand runCommand -> new RequestPart.ScriptPart(text(runCommand), false);
      case Change.WriteFile write -> {
        var atomicWrite = AtomicWrite.of(write, nonce);
        yield new RequestPart.UploadPart(
            atomicWrite.script(), payload(write.fileContent()), atomicWrite.forText());
      }
      case Change.MakeFile make ->
          new RequestPart.ScriptPart(AtomicWrite.of(make, nonce).script(), false);
    };
  }

  private static Payload payload(FileContent fileContent) {
    return new Payload(
        fileContent.size(),
        fileContent::open,
        () ->
            CompressedCopies.ofUser()
                .of(fileContent)
                .map(copy -> () -> Files.newInputStream(copy)));
  }

  /**
   * Puts the environment and the input into the script's text, where {@code ps} on the host cannot
   * see them: {@code export} and {@code printf} are builtins.
   */
  private static String text(Change.RunCommand runCommand) {
    var text = new StringBuilder();
    runCommand.environment().forEach((name, value) -> text.append(export(Map.entry(name, value))));
    runCommand.chdir().ifPresent(dir -> text.append(Script.of("cd -- {} || exit\n", dir).text()));
    runCommand
        .stdin()
        .ifPresentOrElse(
            input ->
                text.append(
                    Script.of("printf %s {} | eval {}\n", input, runCommand.script().whole())
                        .text()),
            () -> text.append(runCommand.script().whole()).append('\n'));
    return text.toString();
  }

  private static String export(Map.Entry<String, String> variable) {
    if (!variable.getKey().matches("[A-Za-z_][A-Za-z0-9_]*")) {
      throw new IllegalArgumentException(
          "'%s' is not a valid name for an environment variable".formatted(variable.getKey()));
    }
    return "export %s=%s\n".formatted(variable.getKey(), Script.quote(variable.getValue()));
  }
}
