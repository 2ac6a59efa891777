package runbook.schema;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import runbook.module.Catalogue;
import runbook.module.Module;

/** The modules that playbooks can use. */
public final class ModuleRegistry implements AutoCloseable {

  private static final String SERVICE = "META-INF/services/" + Catalogue.class.getName();

  private final Map<String, Class<? extends Module>> classes = new TreeMap<>();
  private final Map<String, ModuleSchema> schemas = new TreeMap<>();
  private final Optional<URLClassLoader> loader;

  private ModuleRegistry(Optional<URLClassLoader> loader) {
    this.loader = loader;
  }

  /** Returns a registry of only these modules. */
  public static ModuleRegistry of(Collection<Class<? extends Module>> classes) {
    var moduleRegistry = new ModuleRegistry(Optional.empty());
    classes.forEach(moduleRegistry::add);
    return moduleRegistry;
  }

  /**
   * Loads the modules on the class path, and those in the given jars, folders of jars and folders
   * of classes. Close the registry when its modules are no longer needed.
   *
   * @throws IllegalArgumentException if a path contains no modules
   * @throws IllegalStateException if a module breaks the rules, or two modules have the same name
   */
  public static ModuleRegistry load(List<Path> modulePath) {
    var urls = new ArrayList<URL>();
    modulePath.forEach(p -> urls.addAll(urls(p)));
    var parent = ModuleRegistry.class.getClassLoader();
    var own =
        urls.isEmpty()
            ? Optional.<URLClassLoader>empty()
            : Optional.of(new URLClassLoader("modules", urls.toArray(URL[]::new), parent));
    var moduleRegistry = new ModuleRegistry(own);
    try {
      var loader = own.<ClassLoader>map(l -> l).orElse(parent);
      for (var catalogue : ServiceLoader.load(Catalogue.class, loader)) {
        catalogue.modules().forEach(moduleRegistry::add);
      }
    } catch (ServiceConfigurationError | LinkageError e) {
      moduleRegistry.close();
      throw new IllegalStateException("a jar of modules cannot be used: " + e.getMessage(), e);
    }
    return moduleRegistry;
  }

  private static List<URL> urls(Path path) {
    try {
      if (!Files.isDirectory(path)) {
        if (!Files.isReadable(path)) {
          throw new IllegalArgumentException("there is no jar or folder " + path);
        }
        return List.of(path.toUri().toURL());
      }
      if (Files.exists(path.resolve(SERVICE))) {
        return List.of(path.toUri().toURL());
      }
      try (var files = Files.list(path)) {
        var urls = new ArrayList<URL>();
        for (var jar : files.filter(f -> f.toString().endsWith(".jar")).sorted().toList()) {
          urls.add(jar.toUri().toURL());
        }
        if (urls.isEmpty()) {
          throw new IllegalArgumentException("there are no modules in the folder " + path);
        }
        return urls;
      }
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException("not a path: " + path, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void add(Class<? extends Module> module) {
    var schema = ModuleSchema.of(module);
    var other = classes.putIfAbsent(schema.name(), module);
    if (other != null) {
      throw new IllegalStateException(
          "there are two modules '%s': %s in %s and %s in %s"
              .formatted(
                  schema.name(), other.getName(), home(other), module.getName(), home(module)));
    }
    schemas.put(schema.name(), schema);
  }

  private static String home(Class<?> module) {
    return Optional.ofNullable(module.getProtectionDomain().getCodeSource())
        .map(s -> s.getLocation().getPath())
        .orElse("the JDK");
  }

  public Optional<ModuleSchema> find(String name) {
    return Optional.ofNullable(schemas.get(name));
  }

  /** Returns the names of all modules in alphabetical order. */
  public List<String> names() {
    return List.copyOf(schemas.keySet());
  }

  public List<ModuleSchema> all() {
    return List.copyOf(schemas.values());
  }

  @Override
  public void close() {
    try {
      if (loader.isPresent()) {
        loader.get().close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
