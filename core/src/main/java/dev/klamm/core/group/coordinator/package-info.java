/**
 * The coordinator of all groups: one method per API, which goes to the kind of group that is meant.
 *
 * <p>Rests on {@code group}, {@code group.classic} and {@code group.consumer}. Called on the
 * engine. Start reading at {@link dev.klamm.core.group.coordinator.GroupCoordinator}.
 */
@org.jspecify.annotations.NullMarked
package dev.klamm.core.group.coordinator;
