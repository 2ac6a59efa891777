package runbook.module;

import java.util.List;
import runbook.module.param.HostPath;

/**
 * A part of a host that facts look at and changes write to. The engine alone decides which places
 * overlap.
 */
public sealed interface Place {

  /** What is at a path and everything below it, whatever links lead there. */
  record Path(HostPath path) implements Place {
    @Override
    public String toString() {
      return path.path();
    }
  }

  /**
   * What is at a path, without what is below it: a folder that is made where nothing was changes
   * nothing below.
   */
  record Itself(HostPath path) implements Place {
    @Override
    public String toString() {
      return path.path();
    }
  }

  /**
   * A symbolic link that a change makes or removes: what is below it is below its target as well.
   *
   * @param target an absolute path, or one that begins in the folder of the link
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

  /** The user or the group of this name. */
  record Account(String name) implements Place {
    @Override
    public String toString() {
      return "account " + name;
    }
  }

  /** The names of all users and groups, as a listing of files shows them. */
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
   * What a package manager installs or removes. A change of it may bring or take away anything.
   *
   * @param names empty for all packages
   */
  record Packages(Doing doing, List<String> names) implements Place {

    /** What becomes of packages. */
    public enum Doing {
      ANYTHING,
      INSTALL,
      REMOVE
    }

    /** All of them, whatever becomes of them. */
    public static final Packages ALL = new Packages(Doing.ANYTHING, List.of());

    public Packages {
      names = List.copyOf(names);
    }

    @Override
    public String toString() {
      return "packages " + String.join(", ", names);
    }
  }

  /** Anything else that has a name, such as one kernel parameter. */
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
