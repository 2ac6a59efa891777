/** Programs that are published as releases: from a mirror to the folder they run from. */
package runbook.modules.release;
