package runbook.inventory;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import runbook.schema.ModuleBinder;
import runbook.schema.ParameterType;
import runbook.text.Problems;
import runbook.yaml.Node;

/** A variable that configures the connection to a host, by runbook's name or by Ansible's. */
public enum ConnectionSetting {
  ADDRESS("The name or IP address to connect to; the host's own name by default.", "host"),
  PORT("The port of sshd.", "port"),
  USER("The user to log in as.", "user ssh_user"),
  KEY("The private key, or a list of them.", "ssh_private_key_file private_key_file"),
  PASSPHRASE("The passphrase of the private key.", "ssh_private_key_passphrase"),
  PASSWORD("The password to log in with.", "password ssh_pass ssh_password"),
  BECOME("Whether to act as another user.", "become"),
  BECOME_USER("The user to act as.", "become_user"),
  BECOME_METHOD("How to become that user.", "become_method"),
  BECOME_PASSWORD("The password for sudo or su.", "become_password become_pass"),
  CONNECTION("Whether to use SSH or stay on this machine.", "connection"),
  JUMP("The hosts to go through, as user@host:port.", ""),
  HOST_KEYS("Whether an unknown host key is refused or accepted once.", ""),
  KNOWN_HOSTS("The known_hosts file, or a list of them.", ""),
  SSH_LEGACY_ALGORITHMS("Whether SSH may use old algorithms, such as SHA-1 and CBC.", ""),
  CONNECT_TIMEOUT("How long to wait for a connection.", "timeout ssh_timeout");

  private static final Map<String, ConnectionSetting> BY_NAME = new LinkedHashMap<>();

  static {
    for (var connectionSetting : values()) {
      BY_NAME.put(connectionSetting.key(), connectionSetting);
      Arrays.stream(connectionSetting.synonyms.split(" "))
          .filter(s -> !s.isEmpty())
          .forEach(s -> BY_NAME.put("ansible_" + s, connectionSetting));
    }
  }

  private final String doc;
  private final String synonyms;

  ConnectionSetting(String doc, String synonyms) {
    this.doc = doc;
    this.synonyms = synonyms;
  }

  /** Returns the setting that a variable stands for, under either name. */
  public static Optional<ConnectionSetting> of(String variable) {
    return Optional.ofNullable(BY_NAME.get(variable));
  }

  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  public String doc() {
    return doc;
  }

  /**
   * Returns whether the setting is a secret. Secrets are not variables: only the connection sees
   * them.
   */
  public boolean secret() {
    return this == PASSPHRASE || this == PASSWORD || this == BECOME_PASSWORD;
  }

  /**
   * Reads a value whose variables are filled in: an Integer, Boolean or Duration, a list of Strings
   * for keys, jumps and known hosts, or a String for all others. Empty after a problem.
   */
  public Optional<Object> read(Node node, Problems problems) {
    var parameterType = shape();
    var list =
        parameterType instanceof ParameterType.ListType
                && node instanceof Node.Scalar s
                && (s.value() instanceof String || s.value() instanceof Number)
            ? new Node.Sequence(s.at(), List.of(s))
            : node;
    var value = ModuleBinder.value(parameterType, key(), list, problems);
    if (this == PORT && value.isPresent()) {
      int port = (int) value.get();
      if (port < 1 || port > 65535) {
        problems.add(node.at(), "'port' must be from 1 to 65535");
        return Optional.empty();
      }
    }
    if (this == ADDRESS && value.isPresent() && !isOneAddress(value.get().toString())) {
      problems.add(
          node.at(),
          "'%s' is not one address".formatted(value.get()),
          "write one name or one IP address, as in 10.0.0.11");
      return Optional.empty();
    }
    return value;
  }

  private static boolean isOneAddress(String text) {
    return text.matches("[0-9.]+")
        ? text.matches("%1$s(\\.%1$s){3}".formatted("(25[0-5]|2[0-4]\\d|1?\\d?\\d)"))
        : !text.isEmpty() && text.matches("[^\\s,;/]+");
  }

  private ParameterType shape() {
    return switch (this) {
      case ADDRESS, USER, PASSPHRASE, PASSWORD, BECOME_USER, BECOME_PASSWORD ->
          new ParameterType.TextType();
      case PORT -> new ParameterType.IntegerType(false);
      case BECOME, SSH_LEGACY_ALGORITHMS -> new ParameterType.BooleanType();
      case KEY, JUMP, KNOWN_HOSTS -> new ParameterType.ListType(new ParameterType.TextType());
      case CONNECT_TIMEOUT -> new ParameterType.DurationType();
      case BECOME_METHOD -> words("sudo", "su");
      case CONNECTION -> words("ssh", "local");
      case HOST_KEYS -> words("strict", "accept-new");
    };
  }

  private static ParameterType words(String... words) {
    var values = new LinkedHashMap<String, Object>();
    Arrays.stream(words).forEach(w -> values.put(w, w));
    return new ParameterType.ChoiceType(values, Map.of());
  }
}
