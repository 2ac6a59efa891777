package runbook.modules.user;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import runbook.module.Write;
import runbook.modules.file.OwnerFact;

/** What making, changing and removing a user writes. */
final class AccountWrites {

  private AccountWrites() {}

  static List<Write> of(String name, Account from, Account to) {
    var writes = new ArrayList<Write>();
    writes.add(Write.of(OwnerFact.user(name), to.entry().map(Account.Entry::uid)));
    return writes;
  }
}
