package runbook.playbook;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import runbook.value.Condition;
import runbook.yaml.Node;

/**
 * The settings that blocks pass on to the elements in them.
 *
 * @param handlers the long names of a role's own handlers by their short ones
 */
public record InheritedSettings(
    FileSearchPath fileSearchPath,
    Condition when,
    Map<String, Node> vars,
    BecomeSettings become,
    Set<String> tags,
    Map<String, String> handlers) {

  public static InheritedSettings at(FileSearchPath fileSearchPath) {
    return new InheritedSettings(
        fileSearchPath, Condition.ALWAYS, Map.of(), BecomeSettings.INHERITED, Set.of(), Map.of());
  }

  /**
   * Returns the settings combined with an element's own: conditions are joined, inner variables
   * win.
   */
  InheritedSettings with(KeywordReader keywordReader) {
    return new InheritedSettings(
        fileSearchPath,
        and(keywordReader.condition("when").orElse(Condition.ALWAYS)),
        over(keywordReader.variables("vars")),
        BecomeReader.read(keywordReader).within(become),
        and(keywordReader.words("tags")),
        handlers);
  }

  /** Returns the same settings for another place. */
  InheritedSettings in(FileSearchPath other) {
    return new InheritedSettings(other, when, vars, become, tags, handlers);
  }

  /** Adds the variables of an include or role, which the caller's variables override. */
  InheritedSettings with(Map<String, Node> inner) {
    return new InheritedSettings(fileSearchPath, when, over(inner), become, tags, handlers);
  }

  /** Returns the settings for handlers: without conditions and tags. */
  InheritedSettings unconditional() {
    return new InheritedSettings(
        fileSearchPath, Condition.ALWAYS, vars, become, Set.of(), handlers);
  }

  /** Returns only the condition, because the play itself has the variables and tags. */
  InheritedSettings conditionOnly() {
    return new InheritedSettings(
        fileSearchPath, when, Map.of(), BecomeSettings.INHERITED, Set.of(), Map.of());
  }

  InheritedSettings withHandlers(Map<String, String> ownHandlers) {
    return new InheritedSettings(fileSearchPath, when, vars, become, tags, ownHandlers);
  }

  private Condition and(Condition inner) {
    var all = new ArrayList<>(when.expressions());
    all.addAll(inner.expressions());
    return new Condition(all);
  }

  private Map<String, Node> over(Map<String, Node> inner) {
    var all = new LinkedHashMap<>(vars);
    all.putAll(inner);
    return all;
  }

  private Set<String> and(Set<String> inner) {
    var all = new LinkedHashSet<>(tags);
    all.addAll(inner);
    return all;
  }
}
