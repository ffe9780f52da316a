package dev.klamm.core.engine;

import org.jspecify.annotations.Nullable;

/**
 * What to do once a commit has reached a level of durability, or never will. Runs on the engine;
 * must not block.
 */
@FunctionalInterface
public interface Completion {

  /**
   * @param failure null when the commit is durable; otherwise why it is not and will not be
   */
  void complete(@Nullable RuntimeException failure);
}
