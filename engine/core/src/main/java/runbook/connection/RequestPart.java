package runbook.connection;

import java.util.List;
import java.util.Optional;

/** A part of a request. */
public sealed interface RequestPart {

  /**
   * A script, run in a subshell with empty standard input.
   *
   * @param goOn whether the request continues if the script exits non-zero
   * @param inSubshell false for simple commands: they save a process, but must not exit, nor set
   *     variables or options
   * @param onSuccess simple commands that run if the script exits zero, even if the controller is
   *     gone by then; empty for none
   */
  record ScriptPart(String script, boolean goOn, boolean inSubshell, String onSuccess)
      implements RequestPart {

    public ScriptPart(String script, boolean goOn) {
      this(script, goOn, true, "");
    }

    public ScriptPart(String script, boolean goOn, boolean inSubshell) {
      this(script, goOn, inSubshell, "");
    }
  }

  /**
   * A query that ends a step. The request goes on only if the query prints exactly this; the reply
   * holds its output only if that differs.
   *
   * @param definitions shell functions that the script uses; those of several parts are sent once
   * @param mayStop whether {@link Connection#stopAfterStep} can end the request here
   */
  record ExpectedPart(List<String> definitions, String script, String expected, boolean mayStop)
      implements RequestPart {}

  /**
   * Bytes for the standard input of a script, which must exit non-zero unless it received all of
   * them. The bytes never appear on a command line.
   *
   * @param forText simple commands that do the same with the text in the variable {@code rb_text},
   *     if the content is short text
   */
  record UploadPart(String script, Payload content, Optional<String> forText)
      implements RequestPart {
    public UploadPart(String script, Payload content) {
      this(script, content, Optional.empty());
    }
  }
}
