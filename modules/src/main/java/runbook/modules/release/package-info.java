/** Published releases of programs, from the mirror to the folder that they run from. */
package runbook.modules.release;
