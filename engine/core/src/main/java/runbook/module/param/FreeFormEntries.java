package runbook.module.param;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What the user gives under names that the module does not fix.
 *
 * @param known texts as they are written, lists and maps of them, in the order of the user
 * @param unknown the names of those whose values are not known yet
 */
public record FreeFormEntries(Map<String, Object> known, Set<String> unknown) {

  public static final FreeFormEntries NONE = new FreeFormEntries(Map.of(), Set.of());

  public FreeFormEntries {
    known = Collections.unmodifiableMap(new LinkedHashMap<>(known));
    unknown = Set.copyOf(unknown);
  }
}
