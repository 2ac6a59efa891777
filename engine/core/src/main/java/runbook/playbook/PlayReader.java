package runbook.playbook;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import runbook.schema.Keywords;
import runbook.schema.ModuleRegistry;
import runbook.text.Problems;
import runbook.text.Source;
import runbook.yaml.Node;
import runbook.yaml.YamlReader;

/** Reads one play. */
final class PlayReader {

  /** The parts of a play, in the order in which they run. */
  private static final List<String> PARTS = List.of("pre_tasks", "roles", "tasks", "post_tasks");

  private final ModuleRegistry moduleRegistry;
  private final SharedRoles sharedRoles;
  private final Problems problems;

  PlayReader(ModuleRegistry moduleRegistry, SharedRoles sharedRoles, Problems problems) {
    this.moduleRegistry = moduleRegistry;
    this.sharedRoles = sharedRoles;
    this.problems = problems;
  }

  /**
   * Reads a play; empty if it names no hosts.
   *
   * @param outer the settings of the playbook's import
   */
  Optional<Play> read(Node.Mapping map, InheritedSettings outer) {
    var keywordReader = new KeywordReader(map, "a play", problems);
    keywordReader.allow(Keywords.PLAY);
    var inheritedSettings = outer.conditionOnly();
    var handlerIndex = new HandlerIndex(problems);
    var reader = new TaskListReader(moduleRegistry, handlerIndex, sharedRoles, problems);
    handlerIndex.add(
        reader.tasks(
            keywordReader.node("handlers"), "'handlers'", inheritedSettings.unconditional()));
    var read = new ArrayList<PlayElement>();
    for (var part : PARTS) {
      read.addAll(
          part.equals("roles")
              ? reader.roles().list(keywordReader.list("roles"), inheritedSettings)
              : reader.read(keywordReader.node(part), "'" + part + "'", inheritedSettings));
    }
    var called = handlerIndex.all();
    if (called.isEmpty() && PARTS.stream().noneMatch(keywordReader::has)) {
      problems.add(map.at(), "the play has no tasks", "write them under 'tasks:'");
    }
    var elements = RepeatNumbering.numbered(handlerIndex.resolved(read));
    PlayCheck.check(elements, called, problems);
    // Read first, so that their problems are reported even if the hosts are missing.
    var name = keywordReader.text("name");
    var variables = variables(keywordReader, outer, reader.lost());
    var become = BecomeReader.read(keywordReader);
    var tags = outer.with(keywordReader).tags();
    var hosts = keywordReader.scalar("hosts", "separate names with commas, as in web,db");
    return hosts.map(pattern ->
        new Play(
            map.at(),
            name.orElse(pattern.raw()),
            pattern,
            reader.roles().defaults(),
            variables,
            become,
            tags,
            elements,
            called));
  }

  /**
   * Returns the play's variables. Later files win over earlier ones, the play's own variables over
   * files, and those of an import over all.
   *
   * @param lost the results of tasks that could not be read, so that one mistake is reported once
   */
  private Map<String, Node> variables(
      KeywordReader keywordReader, InheritedSettings outer, Map<String, Node> lost) {
    var variables = new LinkedHashMap<String, Node>();
    for (var name : keywordReader.names("vars_files")) {
      Source.read(
              outer.fileSearchPath().playbook().resolve(name.raw()),
              name.raw(),
              name.at(),
              problems)
          .flatMap(source -> YamlReader.read(source, problems))
          .ifPresent(node ->
              variables.putAll(VariableMapReader.read(node, "'" + name.raw() + "'", problems)));
    }
    variables.putAll(keywordReader.variables("vars"));
    variables.putAll(outer.vars());
    variables.putAll(lost);
    return variables;
  }
}
