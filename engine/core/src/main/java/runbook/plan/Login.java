package runbook.plan;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import runbook.connection.Endpoint;
import runbook.connection.Secret;
import runbook.inventory.Host;
import runbook.inventory.Setting;
import runbook.playbook.Escalation;
import runbook.text.Problems;
import runbook.value.Scope;
import runbook.value.Secrets;
import runbook.value.Values;
import runbook.yaml.Node;

/** How to get onto a host, and as whom to act there unless a playbook says otherwise. */
record Login(Endpoint endpoint, Escalation become, Optional<Secret> becomePassword) {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  /** What the inventory says of a host, with the variables filled in. */
  static Login of(Host host, Scope scope, Secrets secrets, Problems problems) {
    return new Reading(host, scope, secrets, problems).login();
  }

  /** Onto this machine, as whoever runs this program. */
  static Login here(String name) {
    var endpoint = Endpoint.at(name, Endpoint.Kind.LOCAL, name, CONNECT_TIMEOUT);
    return new Login(endpoint, Escalation.INHERITED, Optional.empty());
  }

  private record Reading(Host host, Scope scope, Secrets secrets, Problems problems) {

    Login login() {
      var kind =
          text(Setting.CONNECTION).filter("local"::equals).isPresent()
              ? Endpoint.Kind.LOCAL
              : Endpoint.Kind.SSH;
      var policy =
          text(Setting.HOST_KEYS).filter("accept-new"::equals).isPresent()
              ? Endpoint.Policy.ACCEPT_NEW
              : Endpoint.Policy.STRICT;
      var endpoint =
          new Endpoint(
              host.name(),
              kind,
              text(Setting.ADDRESS).orElse(host.name()),
              value(Setting.PORT, Integer.class).map(OptionalInt::of).orElse(OptionalInt.empty()),
              text(Setting.USER),
              keys(),
              secret(Setting.PASSPHRASE),
              secret(Setting.PASSWORD),
              texts(Setting.JUMP),
              new Endpoint.HostKeys(policy, paths(Setting.KNOWN_HOSTS)),
              value(Setting.CONNECT_TIMEOUT, Duration.class).orElse(CONNECT_TIMEOUT));
      return new Login(
          endpoint,
          new Escalation(
              value(Setting.BECOME, Boolean.class),
              text(Setting.BECOME_USER),
              text(Setting.BECOME_METHOD)),
          secret(Setting.BECOME_PASSWORD));
    }

    private List<Path> keys() {
      var keys = paths(Setting.KEY);
      for (var key : keys) {
        if (!Files.isRegularFile(key)) {
          problems.add(
              node(Setting.KEY).at(),
              "there is no private key '%s' for '%s'".formatted(key, host.name()),
              "a path that does not begin with / or ~ is taken from the folder of the file that"
                  + " names it");
        }
      }
      return keys;
    }

    private List<Path> paths(Setting setting) {
      return texts(setting).stream().map(text -> path(setting, text)).toList();
    }

    private Path path(Setting setting, String text) {
      if (text.startsWith("~/")) {
        return Path.of(System.getProperty("user.home"), text.substring(2));
      }
      var inventory = Path.of(node(setting).at().source().name());
      return inventory.resolveSibling(text);
    }

    private Optional<Secret> secret(Setting setting) {
      var secret = text(setting);
      secret.ifPresent(secrets::add);
      return secret.map(Secret::new);
    }

    private Optional<String> text(Setting setting) {
      return value(setting, String.class);
    }

    private List<String> texts(Setting setting) {
      return value(setting, List.class)
          .map(list -> ((List<?>) list).stream().map(Object::toString).toList())
          .orElse(List.of());
    }

    private <T> Optional<T> value(Setting setting, Class<T> type) {
      return host.settings()
          .get(setting)
          .flatMap(node -> {
            var found = new Problems();
            var filled = Values.filled(node, scope, found);
            problems.addAll(found);
            return found.none() ? setting.read(filled, problems) : Optional.empty();
          })
          .map(type::cast);
    }

    private Node node(Setting setting) {
      return host.settings().get(setting).orElseThrow();
    }
  }
}
