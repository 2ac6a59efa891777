package runbook.module.param;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Values that the user gives under names that the module does not define.
 *
 * @param known texts as written, and lists and maps of them, in the user's order
 * @param unknown the names of entries whose values are not known yet
 */
public record FreeFormEntries(Map<String, Object> known, Set<String> unknown) {

  public static final FreeFormEntries NONE = new FreeFormEntries(Map.of(), Set.of());

  public FreeFormEntries {
    known = Collections.unmodifiableMap(new LinkedHashMap<>(known));
    unknown = Set.copyOf(unknown);
  }
}
