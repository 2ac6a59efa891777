package runbook.cli;

import java.io.PrintWriter;
import java.util.spi.ToolProvider;

/** Runs runbook inside another program, which finds it as a service. */
public final class RunbookTool implements ToolProvider {

  @Override
  public String name() {
    return "runbook";
  }

  @Override
  public int run(PrintWriter out, PrintWriter err, String... arguments) {
    return Main.run(arguments, out, err);
  }
}
