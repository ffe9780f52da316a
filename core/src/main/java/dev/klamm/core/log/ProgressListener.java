package dev.klamm.core.log;

/** Waits for a partition to grow, or to go away. */
@FunctionalInterface
public interface ProgressListener {

  /**
   * The high watermark rose, or the partition was closed. Called on the engine, possibly after it
   * was removed; must not block.
   */
  void onProgress();
}
