/** Gets releases of programs, in the layout they are published in, for the mirror of a lab. */
package runbook.modules.etcd.mirror;
