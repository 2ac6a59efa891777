package runbook.connection;

/** A part of a request. */
public sealed interface RequestPart {

  /**
   * A script, run in a subshell with empty standard input.
   *
   * @param goOn whether the request continues if the script exits non-zero
   */
  record ScriptPart(String script, boolean goOn) implements RequestPart {}

  /**
   * Bytes for the standard input of a script, which must exit non-zero unless it received all of
   * them. The bytes never appear on a command line.
   */
  record UploadPart(String script, Payload content) implements RequestPart {}
}
