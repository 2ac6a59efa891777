package runbook.modules.command;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import runbook.module.Doc;
import runbook.module.Example;
import runbook.module.Module;
import runbook.module.Script;
import runbook.module.Shorthand;
import runbook.module.Want;
import runbook.module.param.HostPath;

/** Runs a text in sh. */
@Doc("Runs a text in sh, with its variables, pipes and patterns.")
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
    @Doc("The text for sh; a value of the playbook in it is not quoted.") String cmd,
    @Doc("The directory to run it in.") Optional<HostPath> chdir,
    @Doc("A path; where it is there, nothing is run, and the text must bring it about.")
        Optional<HostPath> creates,
    @Doc("A path; where it is not there, nothing is run, and the text must take it away.")
        Optional<HostPath> removes,
    @Doc("An sh command that changes nothing; where it succeeds, nothing is run.")
        Optional<String> unless,
    @Doc("Variables for its environment; other users of the host cannot see them.")
        Map<String, String> environment,
    @Doc("What it reads from its standard input, to the letter.") Optional<String> stdin,
    @Doc(
            "The paths it writes and 'unless' looks at, with all below them; when left out it may"
                + " change anything, and check mode knows nothing of what follows.")
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
