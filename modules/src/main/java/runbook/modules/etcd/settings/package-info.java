/** The settings of etcd as one model for all its versions and configuration formats. */
package runbook.modules.etcd.settings;
