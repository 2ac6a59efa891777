package org.example.runbook;

import java.util.List;
import java.util.Optional;
import runbook.module.Default;
import runbook.module.Doc;
import runbook.module.Example;
import runbook.module.Module;
import runbook.module.Want;
import runbook.module.param.HostPath;

/** Gives a name an address, or takes it away. */
@Doc("Gives a name an address in the hosts file, or takes the name out of it.")
@Example("hosts_entry: {name: gate, address: 192.0.2.7, path: \"{{ dir }}/hosts\"}")
@Example("hosts_entry: {name: gate, path: \"{{ dir }}/hosts\"}")
public record HostsEntry(
    @Doc("The name, which has a line of its own in the file.") String name,
    @Doc("Its address; when left out, the name is taken out.") Optional<String> address,
    @Doc("The hosts file; it is made when it is not there.") @Default("/etc/hosts") HostPath path)
    implements Module {

  public HostsEntry {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9.-]*")) {
      throw new IllegalArgumentException("'%s' is not a name for a host".formatted(name));
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
