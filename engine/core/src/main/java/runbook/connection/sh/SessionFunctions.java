package runbook.connection.sh;

import java.util.Map;

/** The shell functions that the scripts of a request may call, whatever the session. */
public final class SessionFunctions {

  private SessionFunctions() {}

  /** Returns their definitions, with a line break at the end. */
  public static String text() {
    return ScriptResource.FOLDER.with(Map.of()) + ScriptResource.FILE.with(Map.of());
  }
}
