package runbook.plan;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import runbook.connection.Endpoint;
import runbook.connection.Secret;
import runbook.inventory.ConnectionSetting;
import runbook.inventory.Host;
import runbook.playbook.BecomeSettings;
import runbook.text.Problems;
import runbook.value.SecretMasker;
import runbook.value.ValueResolver;
import runbook.value.VariableScope;
import runbook.yaml.Node;

/** The connection to a host, and the user to act as unless the playbook says otherwise. */
record HostLogin(Endpoint endpoint, BecomeSettings become, Optional<Secret> becomePassword) {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(20);

  /** Creates the login from the host's settings in the inventory, with variables filled in. */
  static HostLogin of(
      Host host, VariableScope variableScope, SecretMasker secretMasker, Problems problems) {
    return new LoginReader(host, variableScope, secretMasker, problems).login();
  }

  /** Returns a login to this machine as the current user. */
  static HostLogin here(String name) {
    var endpoint = Endpoint.at(name, Endpoint.ConnectionType.LOCAL, name, CONNECT_TIMEOUT);
    return new HostLogin(endpoint, BecomeSettings.INHERITED, Optional.empty());
  }

  private record LoginReader(
      Host host, VariableScope variableScope, SecretMasker secretMasker, Problems problems) {

    HostLogin login() {
      var connectionType =
          text(ConnectionSetting.CONNECTION).filter("local"::equals).isPresent()
              ? Endpoint.ConnectionType.LOCAL
              : Endpoint.ConnectionType.SSH;
      var hostKeyPolicy =
          text(ConnectionSetting.HOST_KEYS).filter("accept-new"::equals).isPresent()
              ? Endpoint.HostKeyPolicy.ACCEPT_NEW
              : Endpoint.HostKeyPolicy.STRICT;
      var endpoint =
          new Endpoint(
              host.name(),
              connectionType,
              text(ConnectionSetting.ADDRESS).orElse(host.name()),
              value(ConnectionSetting.PORT, Integer.class)
                  .map(OptionalInt::of)
                  .orElse(OptionalInt.empty()),
              text(ConnectionSetting.USER),
              keys(),
              secret(ConnectionSetting.PASSPHRASE),
              secret(ConnectionSetting.PASSWORD),
              texts(ConnectionSetting.JUMP),
              new Endpoint.HostKeys(hostKeyPolicy, paths(ConnectionSetting.KNOWN_HOSTS)),
              value(ConnectionSetting.SSH_LEGACY_ALGORITHMS, Boolean.class).orElse(false),
              value(ConnectionSetting.CONNECT_TIMEOUT, Duration.class).orElse(CONNECT_TIMEOUT));
      return new HostLogin(
          endpoint,
          new BecomeSettings(
              value(ConnectionSetting.BECOME, Boolean.class),
              text(ConnectionSetting.BECOME_USER),
              text(ConnectionSetting.BECOME_METHOD)),
          secret(ConnectionSetting.BECOME_PASSWORD));
    }

    private List<Path> keys() {
      var keys = paths(ConnectionSetting.KEY);
      for (var key : keys) {
        if (!Files.isRegularFile(key)) {
          problems.add(
              node(ConnectionSetting.KEY).at(),
              "there is no private key '%s' for '%s'".formatted(key, host.name()),
              "a path that does not begin with / or ~ is relative to the folder of the file that"
                  + " names it");
        }
      }
      return keys;
    }

    private List<Path> paths(ConnectionSetting connectionSetting) {
      return texts(connectionSetting).stream().map(text -> path(connectionSetting, text)).toList();
    }

    private Path path(ConnectionSetting connectionSetting, String text) {
      if (text.startsWith("~/")) {
        return Path.of(System.getProperty("user.home"), text.substring(2));
      }
      var inventory = Path.of(node(connectionSetting).at().source().name());
      return inventory.resolveSibling(text);
    }

    private Optional<Secret> secret(ConnectionSetting connectionSetting) {
      var secret = text(connectionSetting);
      secret.ifPresent(secretMasker::add);
      return secret.map(Secret::new);
    }

    private Optional<String> text(ConnectionSetting connectionSetting) {
      return value(connectionSetting, String.class);
    }

    private List<String> texts(ConnectionSetting connectionSetting) {
      return value(connectionSetting, List.class)
          .map(list -> ((List<?>) list).stream().map(Object::toString).toList())
          .orElse(List.of());
    }

    private <T> Optional<T> value(ConnectionSetting connectionSetting, Class<T> type) {
      return host.connectionSettings()
          .get(connectionSetting)
          .flatMap(node -> {
            var found = new Problems();
            var filled = ValueResolver.filled(node, variableScope, found);
            problems.addAll(found);
            return found.none() ? connectionSetting.read(filled, problems) : Optional.empty();
          })
          .map(type::cast);
    }

    private Node node(ConnectionSetting connectionSetting) {
      return host.connectionSettings().get(connectionSetting).orElseThrow();
    }
  }
}
