package runbook.schema;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The type of a parameter's value. */
public sealed interface ParameterType {

  /** Returns the noun for messages, as in "must be …". */
  String noun();

  /** Returns an example value in YAML. */
  String sample();

  /** A text. Numbers and other scalars are taken as written. */
  record TextType(boolean keepsSecrecy) implements ParameterType {
    public TextType() {
      this(false);
    }

    @Override
    public String noun() {
      return "a text";
    }

    @Override
    public String sample() {
      return "\"some text\"";
    }
  }

  /** True or false. */
  record BooleanType() implements ParameterType {
    @Override
    public String noun() {
      return "true or false";
    }

    @Override
    public String sample() {
      return "true";
    }
  }

  /** A whole number; {@code wide} if it may exceed 32 bits. */
  record IntegerType(boolean wide) implements ParameterType {
    @Override
    public String noun() {
      return "a whole number";
    }

    @Override
    public String sample() {
      return "5";
    }
  }

  /** A duration. */
  record DurationType() implements ParameterType {
    @Override
    public String noun() {
      return "a duration such as 30s, 1h30m or 365d";
    }

    @Override
    public String sample() {
      return "30s";
    }
  }

  /** One of several words. Maps each word to its value, and to its documentation if it has any. */
  record ChoiceType(Map<String, Object> values, Map<String, String> docs) implements ParameterType {
    @Override
    public String noun() {
      return "one of " + String.join(", ", values.keySet());
    }

    @Override
    public String sample() {
      return values.keySet().iterator().next();
    }
  }

  /** A text with its own syntax, which is checked by a record with one text component. */
  record CustomTextType(Class<?> type, String noun, String sample) implements ParameterType {}

  /** The permission bits of a file. */
  record FileModeType() implements ParameterType {
    @Override
    public String noun() {
      return "a mode in quotes";
    }

    @Override
    public String sample() {
      return "\"0644\"";
    }
  }

  /** An absolute path on the host. */
  record HostPathType() implements ParameterType {
    @Override
    public String noun() {
      return "an absolute path on the host";
    }

    @Override
    public String sample() {
      return "/etc/motd";
    }
  }

  /** A path on the controller, which need not exist. */
  record ControllerPathType() implements ParameterType {
    @Override
    public String noun() {
      return "a path on the controller";
    }

    @Override
    public String sample() {
      return "pki";
    }
  }

  /** The name of a file on the controller. */
  record FileNameType() implements ParameterType {
    @Override
    public String noun() {
      return "the name of a file next to the playbook";
    }

    @Override
    public String sample() {
      return "motd";
    }
  }

  /** The name of a folder on the controller. */
  record FolderNameType() implements ParameterType {
    @Override
    public String noun() {
      return "the name of a folder next to the playbook";
    }

    @Override
    public String sample() {
      return "programs";
    }
  }

  /** The name of a template on the controller. */
  record TemplateNameType() implements ParameterType {
    @Override
    public String noun() {
      return "the name of a template next to the playbook";
    }

    @Override
    public String sample() {
      return "motd.mustache";
    }
  }

  /** A condition, evaluated with the variables of the host. */
  record ConditionType() implements ParameterType {
    @Override
    public String noun() {
      return "a condition";
    }

    @Override
    public String sample() {
      return "port > 0";
    }
  }

  /** The name of a variable, or of a part of one. */
  record VariableNameType() implements ParameterType {
    @Override
    public String noun() {
      return "the name of a variable";
    }

    @Override
    public String sample() {
      return "app.stdout";
    }
  }

  /** A map of variables to values of any type. */
  record AssignmentsType() implements ParameterType {
    @Override
    public String noun() {
      return "a map of variables to values";
    }

    @Override
    public String sample() {
      return "{name: value}";
    }
  }

  /** A list. */
  record ListType(ParameterType item) implements ParameterType {
    @Override
    public String noun() {
      return "a list, each item " + item.noun();
    }

    @Override
    public String sample() {
      return item instanceof TextType ? "[one, two]" : "[" + item.sample() + "]";
    }
  }

  /** A map of names to texts. */
  record TextMapType() implements ParameterType {
    @Override
    public String noun() {
      return "a map of names to texts";
    }

    @Override
    public String sample() {
      return "{NAME: value}";
    }
  }

  /** A map of names, which the module does not fix, to values of any type. */
  record EntryMapType() implements ParameterType {
    @Override
    public String noun() {
      return "a map of names to values";
    }

    @Override
    public String sample() {
      return "{name: value}";
    }
  }

  /** A map with its own parameters, read into a record. */
  record RecordType(Class<?> type, List<Parameter> parameters) implements ParameterType {
    @Override
    public String noun() {
      return "a map with " + String.join(", ", names());
    }

    @Override
    public String sample() {
      var required = parameters.stream().filter(Parameter::required).toList();
      // If no parameter is required, the sample shows at least the first.
      return (required.isEmpty() ? parameters.stream().limit(1) : required.stream())
          .map(p -> p.name() + ": " + p.parameterType().sample())
          .collect(Collectors.joining(", ", "{", "}"));
    }

    public List<String> names() {
      return parameters.stream().map(Parameter::name).toList();
    }
  }
}
