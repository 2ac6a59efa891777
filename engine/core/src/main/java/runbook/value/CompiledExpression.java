package runbook.value;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.common.types.CelKind;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An expression, compiled once for all hosts.
 *
 * @param names the variables it uses, with the offset of each use
 * @param flaws mistakes that do not depend on variables; if there are any, there is no program
 */
record CompiledExpression(
    List<VariableUse> names, List<Flaw> flaws, Optional<CelRuntime.Program> program) {

  /** A use of a variable. */
  record VariableUse(String name, int offset) {}

  /** A mistake at an offset of the text. */
  record Flaw(int offset, String message, String hint) {}

  /** A cache: there are few expressions, and they are the same for every host. */
  private static final Map<String, CompiledExpression> CONDITIONS = new ConcurrentHashMap<>();

  private static final Map<String, CompiledExpression> FORMULAS = new ConcurrentHashMap<>();

  /** CEL's own type names, as in {@code type(x) == string}. */
  private static final Set<String> KINDS =
      Set.of(
          "bool", "bytes", "double", "int", "list", "map", "null_type", "string", "type", "uint");

  /** The CEL environment, created on first use because that takes a quarter of a second. */
  private static final class Language {
    static final CelCompiler COMPILER =
        CelCompilerFactory.standardCelCompilerBuilder()
            // Lets users name a variable 'package'.
            .setOptions(CelOptions.current().enableReservedIds(false).build())
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addLibraries(
                CelExtensions.strings(), CelExtensions.lists(), CelExtensions.comprehensions())
            .build();

    /**
     * The planner runtime: unlike the other one, it accesses only the entries of a map that the
     * expression uses.
     */
    static final CelRuntime RUNTIME =
        CelRuntimeFactory.legacyCelRuntimeBuilder()
            .setOptions(CelOptions.current().comprehensionMaxIterations(100_000).build())
            .addLibraries(
                TextFunctions.others(), CelExtensions.lists(), CelExtensions.comprehensions())
            .addFunctionBindings(TextFunctions.limited())
            .build();
  }

  /** Compiles a condition. */
  static CompiledExpression of(String text) {
    return CONDITIONS.computeIfAbsent(text, t -> compile(t, true));
  }

  /** Compiles an expression whose value can have any type. */
  static CompiledExpression formula(String text) {
    return FORMULAS.computeIfAbsent(text, t -> compile(t, false));
  }

  private static CompiledExpression compile(String text, boolean isCondition) {
    var parsed = Language.COMPILER.parse(text);
    if (parsed.hasError()) {
      return flawed(List.of(), text, parsed.getErrors().subList(0, 1));
    }
    try {
      return check(text, parsed.getAst(), isCondition);
    } catch (CelValidationException | CelEvaluationException e) {
      return new CompiledExpression(
          List.of(), List.of(new Flaw(0, e.getMessage(), JinjaHints.hint(text))), Optional.empty());
    }
  }

  private static CompiledExpression check(
      String text, CelAbstractSyntaxTree ast, boolean isCondition)
      throws CelValidationException, CelEvaluationException {
    var names = names(text, ast);
    var builder = Language.COMPILER.toCompilerBuilder();
    names.forEach(variableUse -> builder.addVar(variableUse.name(), SimpleType.DYN));
    var checked = builder.build().check(ast);
    if (checked.hasError()) {
      return flawed(names, text, checked.getErrors());
    }
    var type = checked.getAst().getResultType();
    if (isCondition && type.kind() != CelKind.BOOL && type.kind() != CelKind.DYN) {
      var kind = CelErrorExplainer.kind(type.name());
      var flaw =
          new Flaw(
              0, "a condition must be true or false, this is " + kind, JinjaHints.comparison(kind));
      return new CompiledExpression(names, List.of(flaw), Optional.empty());
    }
    return new CompiledExpression(
        names, List.of(), Optional.of(Language.RUNTIME.createProgram(checked.getAst())));
  }

  private static List<VariableUse> names(String text, CelAbstractSyntaxTree ast) {
    var root = CelNavigableAst.fromAst(ast).getRoot();
    var own = new HashSet<String>(KINDS);
    root.allNodes()
        .filter(n -> n.getKind() == CelExpr.ExprKind.Kind.COMPREHENSION)
        .map(n -> n.expr().comprehension())
        .forEach(c -> {
          own.add(c.iterVar());
          own.add(c.iterVar2());
          own.add(c.accuVar());
        });
    var positions = ast.getSource().getPositionsMap();
    var names = new ArrayList<VariableUse>();
    root.allNodes()
        .filter(n -> n.getKind() == CelExpr.ExprKind.Kind.IDENT)
        .map(CelNavigableExpr::expr)
        .filter(e -> !own.contains(e.ident().name()))
        .forEach(e ->
            names.add(
                new VariableUse(
                    e.ident().name(),
                    text.offsetByCodePoints(0, positions.getOrDefault(e.id(), 0)))));
    names.sort(Comparator.comparingInt(VariableUse::offset));
    return List.copyOf(names);
  }

  private static CompiledExpression flawed(
      List<VariableUse> names, String text, List<CelIssue> issues) {
    var braces = JinjaHints.braces(text);
    if (braces.isPresent()) {
      return new CompiledExpression(names, List.of(braces.get()), Optional.empty());
    }
    var flaws =
        issues.stream()
            .map(issue ->
                new Flaw(
                    offset(text, issue),
                    CelErrorExplainer.plain(issue.getMessage()),
                    JinjaHints.hint(text).isEmpty()
                        ? CelErrorExplainer.hint(issue.getMessage())
                        : JinjaHints.hint(text)))
            .toList();
    return new CompiledExpression(names, flaws, Optional.empty());
  }

  private static int offset(String text, CelIssue issue) {
    int line = 0;
    for (int i = 1; i < issue.getSourceLocation().getLine(); i++) {
      line = text.indexOf('\n', line) + 1;
    }
    int points = text.codePointCount(line, text.length());
    return text.offsetByCodePoints(
        line, Math.max(0, Math.min(points, issue.getSourceLocation().getColumn())));
  }
}
