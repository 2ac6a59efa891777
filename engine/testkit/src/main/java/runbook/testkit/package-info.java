/** Tools to test modules: hosts in memory, in the JVM and in a lab, and the module laws. */
package runbook.testkit;
