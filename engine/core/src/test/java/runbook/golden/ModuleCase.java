package runbook.golden;

import runbook.schema.ModuleBinder;
import runbook.schema.ModuleRegistry;
import runbook.schema.ParameterSource;
import runbook.schema.SampleModules;
import runbook.text.Problems;
import runbook.text.Source;
import runbook.yaml.Node;
import runbook.yaml.YamlReader;

/** A case is a map of calls: a module's name with its parameters. */
final class ModuleCase {

  private static final ModuleRegistry MODULES = ModuleRegistry.of(SampleModules.MODULES);

  private ModuleCase() {}

  static void read(Source source, Problems problems) {
    var calls = (Node.Mapping) YamlReader.read(source, problems).orElseThrow();
    for (var call : calls.entries()) {
      var schema = MODULES.find(call.key().raw()).orElseThrow();
      schema
          .arguments(call.key(), call.value(), problems)
          .ifPresent(
              a -> ModuleBinder.bind(schema, a, call.key().at(), ParameterSource.NONE, problems));
    }
  }
}
