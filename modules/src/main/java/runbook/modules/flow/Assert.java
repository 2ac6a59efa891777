package runbook.modules.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import runbook.module.Doc;
import runbook.module.Example;
import runbook.module.Module;
import runbook.module.Want;
import runbook.module.param.EvaluatedCondition;

/** Fails unless conditions are true. */
@Doc("Fails unless all of its conditions are true.")
@Example(
    """
    assert:
      that:
        - size([1, 2, 3]) == 3
        - "'etcd-3.5.16'.startsWith('etcd')"
      fail_msg: this is not the version that was asked for
    """)
public record Assert(
    @Doc("The conditions, written as for 'when': one, or a list that must all be true.")
        List<EvaluatedCondition> that,
    @Doc("The message if a condition is not true.") Optional<String> failMsg,
    @Doc("Ansible's other name for 'fail_msg'.") Optional<String> msg,
    @Doc("The message if all are true.") Optional<String> successMsg)
    implements Module {

  public Assert {
    if (that.isEmpty()) {
      throw new IllegalArgumentException("'that' contains no condition");
    }
    if (failMsg.isPresent() && msg.isPresent()) {
      throw new IllegalArgumentException("'msg' and 'fail_msg' are the same: give one of them");
    }
  }

  @Override
  public List<Want> wants() {
    var wrong =
        that.stream()
            .filter(evaluatedCondition -> !evaluatedCondition.holds())
            .map(EvaluatedCondition::text)
            .toList();
    if (wrong.isEmpty()) {
      return successMsg.<List<Want>>map(text -> List.of(new Want.Tell(text))).orElse(List.of());
    }
    var lines = new ArrayList<String>();
    wrong.forEach(text -> lines.add("not true: " + text));
    var list = String.join("; ", lines);
    return failMsg
        .or(() -> msg)
        .<List<Want>>map(said -> List.of(new Want.Refuse(said, list)))
        .orElseGet(() -> List.of(new Want.Refuse(list, "")));
  }
}
