package runbook.testkit;

import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;
import runbook.lab.Ground;
import runbook.lab.LabFailure;

/** Hands tests the hosts that {@link Lab} asks for. */
final class LabExtension implements ExecutionCondition, ParameterResolver {

  private static final Namespace OURS = Namespace.create(LabExtension.class);

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    var obstacle =
        (Obstacle)
            context.getRoot().getStore(OURS).getOrComputeIfAbsent("obstacle", _ -> Obstacle.look());
    return obstacle
        .failure()
        .map(f -> ConditionEvaluationResult.disabled(f.getMessage() + "; " + f.hint()))
        .orElse(ConditionEvaluationResult.enabled("a lab can be here"));
  }

  /** Why there can be no lab, found out once. */
  private record Obstacle(Optional<LabFailure> failure) {

    static Obstacle look() {
      try {
        return new Obstacle(Ground.obstacle());
      } catch (java.io.IOException e) {
        throw new java.io.UncheckedIOException(e);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == RealHosts.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    var wish = wish(context);
    var place = wish.fresh() ? context : context.getRoot();
    var inventory =
        wish.inventory().isEmpty() ? RealHosts.numbered(wish.hosts()) : wish.inventory();
    return place.getStore(OURS).getOrComputeIfAbsent(inventory, RealHosts::up, RealHosts.class);
  }

  private static Lab wish(ExtensionContext context) {
    return context
        .getTestMethod()
        .flatMap(method -> AnnotationSupport.findAnnotation(method, Lab.class))
        .or(() -> AnnotationSupport.findAnnotation(context.getTestClass(), Lab.class))
        .orElseThrow();
  }
}
