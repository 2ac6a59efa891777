package runbook.step;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import runbook.module.Change;
import runbook.module.Fact;
import runbook.module.Script;
import runbook.module.ScriptOutput;
import runbook.module.ShellFile;
import runbook.module.Unreadable;
import runbook.module.param.HostPath;

/** The symbolic links on the way to some paths, and their targets. */
record LinksFact(SortedSet<HostPath> paths) implements Fact<Map<String, String>> {

  private static final ShellFile SH = ShellFile.beside(LinksFact.class, "links.sh");

  @Override
  public String label() {
    return "the links on the host";
  }

  @Override
  public Script query(Detail detail) {
    return SH.call("links_among", all().toArray()).withoutSubshell();
  }

  /** Returns the paths and all folders on the way to them. */
  private SortedSet<String> all() {
    var all = new TreeSet<String>();
    for (var path : paths) {
      for (var at = path; all.add(at.path()); ) {
        at = at.parent();
      }
    }
    all.remove("/");
    return all;
  }

  /** Returns the output of the query; empty if a link leads to another one. */
  Optional<ScriptOutput> expectedOutput(HostLinks hostLinks) {
    var text = new StringBuilder();
    for (var path : all()) {
      var target = hostLinks.target(path);
      if (target.isPresent()) {
        if (hostLinks.leadsThroughLink(target.get())) {
          return Optional.empty();
        }
        text.append(".%s\n.%s\n".formatted(path, target.get()));
      }
    }
    return Optional.of(ScriptOutput.of(text.toString()));
  }

  @Override
  public Map<String, String> read(ScriptOutput scriptOutput) throws Unreadable {
    var links = new LinkedHashMap<String, String>();
    var lines = scriptOutput.lines();
    if (scriptOutput.exit() != 0 || lines.size() % 2 != 0) {
      throw new Unreadable("cannot read the symbolic links in the path");
    }
    for (int i = 0; i < lines.size(); i += 2) {
      if (lines.get(i + 1).isEmpty()) {
        throw new Unreadable("a link cannot be read: " + lines.get(i));
      }
      links.put(lines.get(i).substring(1), lines.get(i + 1).substring(1));
    }
    return links;
  }

  /** This fact is only read. */
  @Override
  public List<Change> changes(Map<String, String> from, Map<String, String> to) {
    return List.of();
  }
}
