package runbook.module.param;

import java.util.List;
import java.util.Map;

/**
 * A parameter, itself a record of parameters, that provides extra variables to the templates next
 * to it.
 *
 * <p>It is also created before all values are known, to collect its remarks: optional parameters
 * are then empty, and {@link FreeFormEntries} say which entries are unknown.
 */
public interface TemplateVariableSource {

  /** Returns the variables of the template: strings, booleans, lists and maps of them. */
  Map<String, Object> variables();

  /** Returns problems and doubts about the user's values. */
  List<ValueRemark> remarks();
}
