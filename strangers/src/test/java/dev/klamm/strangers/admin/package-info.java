/**
 * Every method of Kafka's own {@code Admin}: what a single broker can answer, and how it refuses
 * the rest. {@link dev.klamm.strangers.admin.AdminCoverageTest} holds it complete.
 */
@NullMarked
package dev.klamm.strangers.admin;

import org.jspecify.annotations.NullMarked;
