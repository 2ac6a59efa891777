package runbook.run;

import java.util.List;
import runbook.module.Difference;
import runbook.playbook.Task;
import runbook.value.SecretUse;
import runbook.value.VariableScope;

/** What may be shown of a task, or kept of it for later tasks to show. */
enum OutputRule {
  ALL(""),
  /** A parameter holds a secret. */
  MASKED(""),
  NO_LOG("withheld by no_log"),
  SHORT_SECRET("withheld, because a parameter holds a secret that is too short to be masked");

  private static final String NOT_SHOWN = "content not shown, because the task uses a secret";

  private final String why;

  OutputRule(String why) {
    this.why = why;
  }

  static OutputRule of(Task task, SecretUse secretUse) {
    if (task.settings().noLog()) {
      return NO_LOG;
    }
    return switch (secretUse) {
      case NONE -> ALL;
      case MASKED -> MASKED;
      case WITHHELD -> SHORT_SECRET;
    };
  }

  boolean isWithheld() {
    return !why.isEmpty();
  }

  /** Returns the reason, if everything is withheld. */
  String why() {
    return why;
  }

  /** Returns the differences as they may be shown: what a secret replaces may be a secret too. */
  List<Difference> shown(List<Difference> differences, VariableScope variableScope) {
    return switch (this) {
      case ALL -> differences;
      case MASKED -> differences.stream().map(d -> masked(d, variableScope)).toList();
      case NO_LOG, SHORT_SECRET -> List.of();
    };
  }

  private static Difference masked(Difference difference, VariableScope variableScope) {
    return switch (difference) {
      case Difference.TextDifference(String what, String _, String _) ->
          new Difference.ValueDifference(what, "", NOT_SHOWN);
      case Difference.LinesDifference(String what, List<String> _) ->
          new Difference.ValueDifference(what, "", NOT_SHOWN);
      case Difference.ValueDifference(String what, String _, String to)
          when variableScope.showsSecret(to) ->
          new Difference.ValueDifference(what, "", to);
      case Difference.ValueDifference valueDifference -> valueDifference;
    };
  }
}
