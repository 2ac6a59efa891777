package runbook.module.param;

import java.util.List;
import java.util.Map;

/**
 * A parameter, a record with parameters of its own, from which the templates beside it learn more
 * than the variables of the host.
 *
 * <p>It is also made when not all is known yet, to hear its remarks: then what is optional in it is
 * empty, and {@link FreeFormEntries} say which of them are unknown.
 */
public interface TemplateVariableSource {

  /** What a template finds by name: texts, truths, lists and maps of them. */
  Map<String, Object> variables();

  /** What is wrong or doubtful in what the user wrote. */
  List<ValueRemark> remarks();
}
