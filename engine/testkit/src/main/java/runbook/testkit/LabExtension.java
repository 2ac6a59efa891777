package runbook.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;
import runbook.lab.LabFailure;
import runbook.lab.LabPrerequisites;
import runbook.lab.MirrorSource;

/** Provides tests with the hosts that {@link NeedsLab} requests. */
final class LabExtension implements ExecutionCondition, ParameterResolver {

  private static final Namespace OURS = Namespace.create(LabExtension.class);

  /** Results are kept for all test classes, even if the build runs each on its own. */
  private static final Map<String, Found> FOUND = new ConcurrentHashMap<>();

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return found("a place", LabExtension::place)
        .failure()
        .or(() -> releases(context).failure())
        .map(f -> ConditionEvaluationResult.disabled(f.getMessage() + "; " + f.hint()))
        .orElse(ConditionEvaluationResult.enabled("a lab can run here"));
  }

  /** The result of a search, which runs once. */
  private record Found(Optional<Path> folder, Optional<LabFailure> failure) {}

  private interface Search {
    Optional<Path> look() throws IOException, InterruptedException, LabFailure;
  }

  private static Optional<Path> place() throws IOException, InterruptedException, LabFailure {
    var obstacle = LabPrerequisites.obstacle();
    if (obstacle.isPresent()) {
      throw obstacle.get();
    }
    return Optional.empty();
  }

  private static Found releases(ExtensionContext context) {
    var name = wish(context).mirror();
    return name.isEmpty()
        ? new Found(Optional.empty(), Optional.empty())
        : found(name, () -> Optional.of(source(name).usual(System.out::println)));
  }

  private static MirrorSource source(String name) {
    return MirrorSource.named(name)
        .orElseThrow(() -> new IllegalArgumentException("there is no mirror named " + name));
  }

  private static Found found(String what, Search search) {
    return FOUND.computeIfAbsent(what, _ -> look(search));
  }

  private static Found look(Search search) {
    try {
      return new Found(search.look(), Optional.empty());
    } catch (LabFailure e) {
      return new Found(Optional.empty(), Optional.of(e));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Constructors belong to one test, too: fresh hosts end with it. */
  @Override
  public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
    return ExtensionContextScope.TEST_METHOD;
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == LabHosts.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    var wish = wish(context);
    var place = wish.fresh() ? context : testClass(context);
    // A lookup in a store includes enclosing stores, which contain shared hosts.
    var owner = wish.fresh() ? context.getUniqueId() : "all";
    var inventory = inventory(wish);
    var releases =
        releases(context).folder().map(f -> new LabHosts.Releases(source(wish.mirror()), f));
    return place
        .getStore(OURS)
        .getOrComputeIfAbsent(
            List.of(inventory, wish.mirror(), owner),
            _ -> LabHosts.up(inventory, releases),
            LabHosts.class);
  }

  private static ExtensionContext testClass(ExtensionContext context) {
    var parent = context.getParent().orElseThrow();
    return parent.getParent().isEmpty() ? context : testClass(parent);
  }

  private static String inventory(NeedsLab wish) {
    if (wish.inventory().isEmpty()) {
      return LabHosts.numbered(wish.hosts());
    }
    try {
      return wish.inventory().endsWith(".yml")
          ? Files.readString(Path.of(wish.inventory()))
          : wish.inventory();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static NeedsLab wish(ExtensionContext context) {
    return context
        .getTestMethod()
        .flatMap(method -> AnnotationSupport.findAnnotation(method, NeedsLab.class))
        .or(() -> AnnotationSupport.findAnnotation(context.getTestClass(), NeedsLab.class))
        .orElseThrow();
  }
}
