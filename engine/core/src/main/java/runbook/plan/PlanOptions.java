package runbook.plan;

import java.util.List;
import java.util.Optional;

/**
 * What the command line chooses and sets, as it was typed.
 *
 * @param tags {@code --tags}, each with commas in it
 * @param skipTags {@code --skip-tags}, each with commas in it
 * @param extraVars {@code -e}: {@code name=value}, {@code @file} or a map in YAML or JSON
 */
public record PlanOptions(
    Optional<String> limit, List<String> tags, List<String> skipTags, List<String> extraVars) {

  /** Everything, as the files say. */
  public static final PlanOptions ALL =
      new PlanOptions(Optional.empty(), List.of(), List.of(), List.of());
}
