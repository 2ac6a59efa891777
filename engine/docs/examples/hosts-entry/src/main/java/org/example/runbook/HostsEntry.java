package org.example.runbook;

import java.util.List;
import java.util.Optional;
import runbook.module.Default;
import runbook.module.Doc;
import runbook.module.Example;
import runbook.module.Module;
import runbook.module.Want;
import runbook.module.param.HostPath;

/** Adds a name to a hosts file, or removes it. */
@Doc("Adds a name to a hosts file, or removes it.")
@Example("hosts_entry: {name: gate, address: 192.0.2.7, path: \"{{ dir }}/hosts\"}")
@Example("hosts_entry: {name: gate, path: \"{{ dir }}/hosts\"}")
public record HostsEntry(
    @Doc("The name, on a line of its own in the file.") String name,
    @Doc("Its address; without it, the name is removed.") Optional<String> address,
    @Doc("The hosts file, created if it does not exist.") @Default("/etc/hosts") HostPath path)
    implements Module {

  public HostsEntry {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9.-]*")) {
      throw new IllegalArgumentException("'%s' is not a host name".formatted(name));
    }
    if (address.filter(a -> !a.matches("[0-9a-fA-F.:]+")).isPresent()) {
      throw new IllegalArgumentException("'%s' is not an IP address".formatted(address.get()));
    }
  }

  @Override
  public List<Want> wants() {
    return List.of(new Want.Reach<>(new AddressFact(path, name), _ -> address));
  }
}
