package dev.klamm.core.coordinator;

import dev.klamm.core.coordinator.Effect.Release;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Collects the effects of one event, in order. */
public final class Effects {
  private final List<Effect> list = new ArrayList<>();

  /** Sets a durable key. Neither array may change afterwards. */
  public void put(byte[] key, byte[] value) {
    list.add(new Effect.Put(key, value));
  }

  /** Removes a durable key. */
  public void delete(byte[] key) {
    list.add(new Effect.Delete(key));
  }

  /** Has another part of the broker do something within the same commit. */
  public void elsewhere(Effect.Elsewhere effect) {
    list.add(effect);
  }

  /**
   * Answers once all that was put until now is durable; at once if there is nothing to wait for.
   */
  public <R> void reply(ReplyHandle<R> to, R response) {
    list.add(new Effect.Reply<>(to, response, Release.WHEN_DURABLE));
  }

  /** Answers without waiting for durability. */
  public <R> void replyNow(ReplyHandle<R> to, R response) {
    list.add(new Effect.Reply<>(to, response, Release.AT_ONCE));
  }

  /** Has an event delivered after a delay, in place of an equal one that is under way. */
  public void setTimer(TimerEvent event, long delayMs) {
    list.add(new Effect.SetTimer(event, delayMs));
  }

  public void cancelTimer(TimerEvent event) {
    list.add(new Effect.CancelTimer(event));
  }

  /** In the order they were added; unmodifiable. */
  public List<Effect> asList() {
    return Collections.unmodifiableList(list);
  }

  public boolean isEmpty() {
    return list.isEmpty();
  }

  public void clear() {
    list.clear();
  }
}
