/** The membership of a host in an etcd cluster: founding one, joining and leaving. */
package runbook.modules.etcd.member;
