package runbook.modules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ServiceLoader;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import runbook.module.Catalogue;
import runbook.module.Module;

/** Checks that every module is in a catalogue; playbooks cannot call others. */
class CatalogueTest {

  @Test
  void everyModuleIsInServiceCatalogue() {
    var written =
        new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("runbook.modules")
                .stream()
                .filter(c -> c.isRecord() && c.isAssignableTo(Module.class))
                .map(JavaClass::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    var listed =
        ServiceLoader.load(Catalogue.class).stream()
            .flatMap(found -> found.get().modules().stream())
            .map(Class::getName)
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(written, listed);
  }
}
