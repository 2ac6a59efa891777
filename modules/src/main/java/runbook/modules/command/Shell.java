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

/** Runs a script in sh. */
@Doc("Runs a script in sh, with variables, pipes and patterns.")
@Shorthand("cmd")
@Example(
    """
    shell:
      cmd: |
        printf '%s\\n' one two | sort -r > sorted
      chdir: "{{ dir }}"
      creates: "{{ dir }}/sorted"
    """)
@Example("shell: echo \"$HOME\" | wc -c")
public record Shell(
    @Doc("The script; values from the playbook are inserted without quotes.") @VisibleToOthers
        String cmd,
    @Doc("The directory to run it in.") Optional<HostPath> chdir,
    @Doc("A path that the script must make; if it exists already, nothing is run.")
        Optional<HostPath> creates,
    @Doc("A path that the script must remove; if it does not exist, nothing is run.")
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

  public Shell {
    if (cmd.isBlank()) {
      throw new IllegalArgumentException("'cmd' is empty");
    }
    CommandCall.check(creates, removes, unless, environment);
  }

  @Override
  public List<Want> wants() {
    return new CommandCall(
            cmd.strip(),
            new Script(cmd),
            chdir,
            creates,
            removes,
            unless,
            environment,
            stdin,
            writes)
        .wants();
  }
}
