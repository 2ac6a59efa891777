package runbook.schema;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import runbook.module.Default;
import runbook.module.Doc;
import runbook.module.Example;
import runbook.module.VisibleToOthers;
import runbook.module.param.Assignments;
import runbook.module.param.ContentText;
import runbook.module.param.ControllerPath;
import runbook.module.param.EvaluatedCondition;
import runbook.module.param.FileMode;
import runbook.module.param.FreeFormEntries;
import runbook.module.param.HostPath;
import runbook.module.param.HostVariable;
import runbook.module.param.LocalFile;
import runbook.module.param.LocalFolder;
import runbook.module.param.NamedService;
import runbook.module.param.RenderedTemplate;

/** Derives parameters from the components of a record. */
final class ParameterTypeFinder {

  /** Deep enough for any real module; a record that contains itself would recurse forever. */
  private static final int DEEPEST = 5;

  private final String module;

  ParameterTypeFinder(String module) {
    this.module = module;
  }

  ParameterType.RecordType group(Class<?> type, int depth) {
    var parameters = new ArrayList<Parameter>();
    for (var component : type.getRecordComponents()) {
      parameters.add(parameter(component, depth));
    }
    return new ParameterType.RecordType(type, List.copyOf(parameters));
  }

  private Parameter parameter(RecordComponent component, int depth) {
    var name = SnakeCase.snake(component.getName());
    var doc = component.getAnnotation(Doc.class);
    if (doc == null || doc.value().isBlank()) {
      throw broken(name, "has no @Doc");
    }
    var wrapped = argument(component.getGenericType(), Optional.class);
    var parameterType = shape(wrapped.orElse(component.getGenericType()), name, depth);
    var written = Optional.ofNullable(component.getAnnotation(Default.class)).map(Default::value);
    if (written.isPresent() && wrapped.isPresent()) {
      throw broken(name, "has a @Default, so it needs no Optional");
    }
    var fallback =
        wrapped.isPresent()
            ? Optional.<Object>of(Optional.empty())
            : written.isPresent()
                ? Optional.of(defaultValue(parameterType, name, written.get()))
                : empty(parameterType);
    return new Parameter(
        name,
        parameterType,
        doc.value(),
        written,
        fallback,
        wrapped.isPresent(),
        component.isAnnotationPresent(VisibleToOthers.class));
  }

  private Object defaultValue(ParameterType parameterType, String name, String written) {
    return DefaultReader.value(parameterType, name, written)
        .orElseThrow(() -> broken(name, "has a @Default that is not " + parameterType.noun()));
  }

  private static Optional<Object> empty(ParameterType parameterType) {
    return switch (parameterType) {
      case ParameterType.ListType _ -> Optional.of(List.of());
      case ParameterType.TextMapType _ -> Optional.of(Map.of());
      case ParameterType.EntryMapType _ -> Optional.of(FreeFormEntries.NONE);
      default -> Optional.empty();
    };
  }

  private ParameterType shape(Type type, String name, int depth) {
    if (type instanceof Class<?> plain) {
      return simple(plain)
          .or(() -> constants(plain))
          .or(() -> services(plain))
          .or(() -> word(plain, name))
          .or(() -> nested(plain, name, depth))
          .orElseThrow(() -> broken(name, "has a type that YAML cannot be read into: " + type));
    }
    var item = argument(type, List.class);
    if (item.isPresent()) {
      return new ParameterType.ListType(shape(item.get(), name, depth));
    }
    if (type instanceof ParameterizedType map
        && map.getRawType() == Map.class
        && Arrays.equals(map.getActualTypeArguments(), new Type[] {String.class, String.class})) {
      return new ParameterType.TextMapType();
    }
    throw broken(name, "has a type that YAML cannot be read into: " + type);
  }

  private static Optional<ParameterType> simple(Class<?> type) {
    if (type == String.class) {
      return Optional.of(new ParameterType.TextType());
    } else if (type == ContentText.class) {
      return Optional.of(new ParameterType.TextType(true));
    } else if (type == boolean.class || type == Boolean.class) {
      return Optional.of(new ParameterType.BooleanType());
    } else if (type == int.class || type == Integer.class) {
      return Optional.of(new ParameterType.IntegerType(false));
    } else if (type == long.class || type == Long.class) {
      return Optional.of(new ParameterType.IntegerType(true));
    } else if (type == Duration.class) {
      return Optional.of(new ParameterType.DurationType());
    } else if (type == FileMode.class) {
      return Optional.of(new ParameterType.FileModeType());
    } else if (type == HostPath.class) {
      return Optional.of(new ParameterType.HostPathType());
    } else if (type == ControllerPath.class) {
      return Optional.of(new ParameterType.ControllerPathType());
    } else if (type == LocalFile.class) {
      return Optional.of(new ParameterType.FileNameType());
    } else if (type == LocalFolder.class) {
      return Optional.of(new ParameterType.FolderNameType());
    } else if (type == RenderedTemplate.class) {
      return Optional.of(new ParameterType.TemplateNameType());
    } else if (type == FreeFormEntries.class) {
      return Optional.of(new ParameterType.EntryMapType());
    } else if (type == EvaluatedCondition.class) {
      return Optional.of(new ParameterType.ConditionType());
    } else if (type == HostVariable.class) {
      return Optional.of(new ParameterType.VariableNameType());
    } else if (type == Assignments.class) {
      return Optional.of(new ParameterType.AssignmentsType());
    }
    return Optional.empty();
  }

  private static Optional<ParameterType> constants(Class<?> type) {
    if (!type.isEnum()) {
      return Optional.empty();
    }
    var values = new LinkedHashMap<String, Object>();
    var docs = new LinkedHashMap<String, String>();
    for (var field : type.getFields()) {
      if (field.isEnumConstant()) {
        var name = SnakeCase.snake(field.getName());
        Arrays.stream(type.getEnumConstants())
            .filter(c -> ((Enum<?>) c).name().equals(field.getName()))
            .forEach(c -> values.put(name, c));
        Optional.ofNullable(field.getAnnotation(Doc.class))
            .ifPresent(d -> docs.put(name, d.value()));
      }
    }
    return Optional.of(new ParameterType.ChoiceType(values, docs));
  }

  /** Types provided as services by other jars. */
  private static Optional<ParameterType> services(Class<?> type) {
    if (!type.isInterface() || !NamedService.class.isAssignableFrom(type)) {
      return Optional.empty();
    }
    var values = new TreeMap<String, Object>();
    var docs = new TreeMap<String, String>();
    for (var provided : ServiceLoader.load(type, type.getClassLoader())) {
      var service = (NamedService) provided;
      values.put(service.name(), service);
      docs.put(service.name(), service.doc());
    }
    return values.isEmpty()
        ? Optional.empty()
        : Optional.of(new ParameterType.ChoiceType(values, docs));
  }

  /** A record with a single text component, which carries its own documentation. */
  private Optional<ParameterType> word(Class<?> type, String name) {
    if (!type.isRecord()
        || type.getRecordComponents().length != 1
        || type.getRecordComponents()[0].getType() != String.class
        || type.getRecordComponents()[0].isAnnotationPresent(Doc.class)) {
      return Optional.empty();
    }
    var noun = type.getAnnotation(Doc.class);
    var sample = type.getAnnotation(Example.class);
    if (noun == null || sample == null) {
      throw broken(name, "is a custom text, which needs a @Doc and an @Example");
    }
    return Optional.of(new ParameterType.CustomTextType(type, noun.value(), sample.value()));
  }

  private Optional<ParameterType> nested(Class<?> type, String name, int depth) {
    if (!type.isRecord()) {
      return Optional.empty();
    }
    if (depth == DEEPEST) {
      throw broken(name, "contains records more than " + DEEPEST + " deep");
    }
    return Optional.of(group(type, depth + 1));
  }

  /** Returns the type argument {@code T} of {@code List<T>} or {@code Optional<T>}. */
  private static Optional<Type> argument(Type type, Class<?> of) {
    return type instanceof ParameterizedType p && p.getRawType() == of
        ? Optional.of(p.getActualTypeArguments()[0])
        : Optional.empty();
  }

  private IllegalStateException broken(String parameter, String what) {
    return new IllegalStateException(
        "module '" + module + "': the parameter '" + parameter + "' " + what);
  }
}
