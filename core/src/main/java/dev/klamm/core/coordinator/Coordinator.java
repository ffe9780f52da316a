package dev.klamm.core.coordinator;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A state machine whose durable state lives under key prefixes of its own. Beside these methods it
 * has one per request, each of which takes the time and an {@link Effects} to fill.
 *
 * <pre>
 *   start:    replay(key, value) for every key under prefixes(), in order; then onLoaded
 *   running:  event -> effects; then, before the next event, replay of each Put and Delete in order
 * </pre>
 *
 * Called on the engine only. {@code nowMs} is wall-clock time, and may jump: durations are left to
 * timers.
 */
public interface Coordinator {

  /** The prefixes of the keys this coordinator owns, in the order they are to be loaded. */
  List<byte[]> prefixes();

  /**
   * Takes in one key of its own as it was committed. Replaying the newest value again changes
   * nothing.
   *
   * @param value null when the key was deleted
   * @throws dev.klamm.api.storage.StorageException when the bytes are damaged or of a newer format
   */
  void replay(byte[] key, byte @Nullable [] value);

  /** Called once, after the last key was replayed at start: sets timers. */
  void onLoaded(long nowMs, Effects effects);

  /** A timer ran out. One whose cause is gone is ignored. */
  void onTimer(TimerEvent event, long nowMs, Effects effects);
}
