package runbook.modules.command;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import runbook.module.Doc;
import runbook.module.Example;
import runbook.module.Module;
import runbook.module.Script;
import runbook.module.Shorthand;
import runbook.module.VisibleToOthers;
import runbook.module.Want;
import runbook.module.param.HostPath;

/** Runs a program without a shell. */
@Doc("Runs a program with its arguments, without a shell: no variables, pipes or patterns.")
@Shorthand("cmd")
@Example(
    """
    command:
      cmd: touch made-by-hand
      chdir: "{{ dir }}"
      creates: "{{ dir }}/made-by-hand"
    """)
@Example(
    """
    command: mkdir -p "{{ dir }}/two words"
    """)
@Example(
    """
    command:
      argv: [tee, "{{ dir }}/a note"]
      stdin: "the text"
      unless: test -e "{{ dir }}/a note"
    """)
public record Command(
    @Doc("The program and its arguments; quotes keep words together, and nothing is expanded.")
        @VisibleToOthers
        Optional<String> cmd,
    @Doc("The program and its arguments as a list, instead of 'cmd'.") @VisibleToOthers
        List<String> argv,
    @Doc("The directory to run it in.") Optional<HostPath> chdir,
    @Doc("A path that the command must make; if it exists already, nothing is run.")
        Optional<HostPath> creates,
    @Doc("A path that the command must remove; if it does not exist, nothing is run.")
        Optional<HostPath> removes,
    @Doc("An sh command that changes nothing; if it succeeds, nothing is run.") @VisibleToOthers
        Optional<String> unless,
    @Doc("Environment variables; other users of the host cannot see them.")
        Map<String, String> environment,
    @Doc("The exact text that it reads from its standard input.") Optional<String> stdin,
    @Doc(
            "The paths that it writes and that 'unless' reads, with everything below them, or []"
                + " for none; by default it may change anything, and check mode cannot predict what"
                + " follows.")
        Optional<List<HostPath>> writes)
    implements Module {

  public Command {
    if (cmd.isPresent() != argv.isEmpty()) {
      throw new IllegalArgumentException("give either 'cmd' or 'argv'");
    }
    if (words(cmd, argv).isEmpty()) {
      throw new IllegalArgumentException("'cmd' does not name a program");
    }
    CommandCall.check(creates, removes, unless, environment);
  }

  @Override
  public List<Want> wants() {
    var label = cmd.orElseGet(() -> String.join(" ", argv));
    var script = Script.words(words(cmd, argv));
    return new CommandCall(
            label, script, chdir, creates, removes, unless, environment, stdin, writes)
        .wants();
  }

  private static List<String> words(Optional<String> cmd, List<String> argv) {
    return cmd.map(WordSplitter::of).orElse(argv);
  }
}
