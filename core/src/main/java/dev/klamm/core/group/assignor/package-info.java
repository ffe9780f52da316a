/**
 * How partitions are divided among the members of a KIP-848 group: pure functions of the members,
 * what each reads and holds, and the topics' sizes.
 *
 * <p>Rests on the JDK and topic ids. No state: any thread. Start reading at {@link
 * dev.klamm.core.group.assignor.Assignor}.
 */
@org.jspecify.annotations.NullMarked
package dev.klamm.core.group.assignor;
