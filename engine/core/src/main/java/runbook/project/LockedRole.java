package runbook.project;

import java.util.Optional;
import org.semver4j.Semver;
import runbook.project.RoleOrigin.GitOrigin;

/**
 * A role in {@code runbook.lock}.
 *
 * @param commit the commit that its tag led to
 * @param digest the digest of its files
 * @param signer the fingerprint of the key that signed it, if that was asked for
 */
record LockedRole(
    String name,
    GitOrigin origin,
    Semver version,
    String commit,
    String digest,
    Optional<String> signer) {}
