package runbook.modules.play;

import java.io.PrintWriter;
import java.io.StringWriter;
import runbook.cli.Main;

/** The output and exit status of the program, run in this process. */
public record ProgramOutput(int status, String out, String err) {

  public static ProgramOutput of(String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    int status = Main.run(arguments, new PrintWriter(out, true), new PrintWriter(err, true));
    return new ProgramOutput(status, out.toString(), err.toString());
  }
}
