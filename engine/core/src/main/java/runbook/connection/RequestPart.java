package runbook.connection;

/** A part of a request. */
public sealed interface RequestPart {

  /**
   * A script, run in a subshell with nothing on its standard input.
   *
   * @param goOn whether the request goes on when this exits non-zero
   */
  record ScriptPart(String script, boolean goOn) implements RequestPart {}

  /**
   * Bytes, put on the standard input of a script that exits non-zero unless it got them all. The
   * bytes are never on a command line.
   */
  record UploadPart(String script, Payload content) implements RequestPart {}
}
