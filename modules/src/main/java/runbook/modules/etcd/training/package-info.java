/**
 * Runs the program once after a build, so that the start-up cache has the classes of a real run.
 */
package runbook.modules.etcd.training;
