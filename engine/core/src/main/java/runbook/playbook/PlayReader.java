package runbook.playbook;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import runbook.schema.Keywords;
import runbook.schema.Modules;
import runbook.text.Problems;
import runbook.text.Source;
import runbook.yaml.Node;
import runbook.yaml.YamlReader;

/** Reads one play. */
final class PlayReader {

  /** What hosts do, in this order. */
  private static final List<String> PARTS = List.of("pre_tasks", "roles", "tasks", "post_tasks");

  private final Modules modules;
  private final Problems problems;

  PlayReader(Modules modules, Problems problems) {
    this.modules = modules;
    this.problems = problems;
  }

  /**
   * Empty when it names no hosts.
   *
   * @param outer what is said where its playbook is imported
   */
  Optional<Play> read(Node.Mapping map, Handed outer) {
    var fields = new Fields(map, "a play", problems);
    fields.allow(Keywords.PLAY);
    var handed = outer.asking();
    var handlers = new Handlers(problems);
    var reader = new ElementReader(modules, handlers, problems);
    handlers.add(reader.tasks(fields.node("handlers"), "'handlers'", handed.unconditional()));
    var read = new ArrayList<Element>();
    for (var part : PARTS) {
      read.addAll(
          part.equals("roles")
              ? reader.roles().list(fields.list("roles"), handed)
              : reader.read(fields.node(part), "'" + part + "'", handed));
    }
    var called = handlers.all();
    if (called.isEmpty() && PARTS.stream().noneMatch(fields::has)) {
      problems.add(map.at(), "the play has no tasks", "write them under 'tasks:'");
    }
    var elements = Repeats.numbered(handlers.resolved(read));
    PlayCheck.check(elements, called, problems);
    // What is wrong with these is told also when nobody knows which hosts they are for.
    var name = fields.text("name");
    var variables = variables(fields, outer, reader.lost());
    var become = BecomeKeys.read(fields);
    var tags = outer.with(fields).tags();
    var hosts = fields.scalar("hosts", "join names with commas, as in web,db");
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
   * Those of the files, each file over the one before it, the play's own over them, and over these
   * what is said where the playbook is imported.
   *
   * @param lost what tasks would register that could not be read: one mistake is told once
   */
  private Map<String, Node> variables(Fields fields, Handed outer, Map<String, Node> lost) {
    var variables = new LinkedHashMap<String, Node>();
    for (var name : fields.names("vars_files")) {
      Source.read(outer.home().playbook().resolve(name.raw()), name.raw(), name.at(), problems)
          .flatMap(source -> YamlReader.read(source, problems))
          .ifPresent(
              node -> variables.putAll(VariableMap.read(node, "'" + name.raw() + "'", problems)));
    }
    variables.putAll(fields.variables("vars"));
    variables.putAll(outer.vars());
    variables.putAll(lost);
    return variables;
  }
}
