package runbook.module;

import java.util.List;

/** Lists the modules of a jar; found by {@link java.util.ServiceLoader}. */
public interface Catalogue {

  List<Class<? extends Module>> modules();
}
