package runbook.module;

import java.util.List;
import runbook.module.param.HostPath;

/**
 * A part of a host that facts read and changes write. Only the engine decides which places overlap.
 */
public sealed interface Place {

  /** A path and everything below it, through any links. */
  record Path(HostPath path) implements Place {
    @Override
    public String toString() {
      return path.path();
    }
  }

  /**
   * A path without its content: creating a folder where nothing existed changes nothing below it.
   */
  record Itself(HostPath path) implements Place {
    @Override
    public String toString() {
      return path.path();
    }
  }

  /**
   * A symbolic link that a change creates or removes; everything below it is also below its target.
   *
   * @param target an absolute path, or one relative to the folder of the link
   */
  record Link(HostPath path, String target) implements Place {
    @Override
    public String toString() {
      return path.path();
    }
  }

  /** A unit of the service manager; units start and stop each other. */
  record Unit(String name) implements Place {
    @Override
    public String toString() {
      return "unit " + name;
    }
  }

  /** A unit that a change starts or restarts, so that it runs afterwards. */
  record StartedUnit(String name) implements Place {
    @Override
    public String toString() {
      return "unit " + name;
    }
  }

  /** The user or group with this name. */
  record Account(String name) implements Place {
    @Override
    public String toString() {
      return "account " + name;
    }
  }

  /** The names of all users and groups, as file listings show them. */
  record Accounts() implements Place {
    @Override
    public String toString() {
      return "the accounts";
    }
  }

  /** The running process of a unit. */
  record UnitProcess(String unit) implements Place {
    @Override
    public String toString() {
      return "the process of " + unit;
    }
  }

  /** A network port of the host, which units and processes open and close. */
  record Port(int number) implements Place {
    @Override
    public String toString() {
      return "port " + number;
    }
  }

  /**
   * Packages that a package manager installs or removes. A change to them may add or remove
   * anything.
   *
   * @param names empty for all packages
   */
  record Packages(Doing doing, List<String> names) implements Place {

    /** The set of packages affected. */
    public enum Doing {
      ANYTHING,
      INSTALL,
      REMOVE
    }

    /** All packages. */
    public static final Packages ALL = new Packages(Doing.ANYTHING, List.of());

    public Packages {
      names = List.copyOf(names);
    }

    @Override
    public String toString() {
      return "packages " + String.join(", ", names);
    }
  }

  /** Anything else with a name, such as one kernel parameter. */
  record Setting(String area, String name) implements Place {
    @Override
    public String toString() {
      return area + " " + name;
    }
  }

  /** The whole host. */
  record Everything() implements Place {
    @Override
    public String toString() {
      return "anything";
    }
  }
}
