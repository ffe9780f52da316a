package dev.klamm.core.group.classic;

/**
 * An empty group waits a little for more members before its first rebalance, and again as long as
 * new ones keep coming, up to the rebalance time-out (KIP-134).
 */
final class FirstJoinDelay {
  private boolean isRunning;
  private boolean memberCame;
  private long remainingMs;

  boolean isRunning() {
    return isRunning;
  }

  void start(long delayMs, long rebalanceTimeoutMs) {
    isRunning = true;
    memberCame = false;
    remainingMs = Math.max(rebalanceTimeoutMs - delayMs, 0);
  }

  void onMemberAdded() {
    memberCame = true;
  }

  /**
   * The delay is over.
   *
   * @return how long to wait once more, or 0 when it is time to go on
   */
  long extend(long delayMs) {
    if (!isRunning || !memberCame) {
      return 0;
    }
    memberCame = false;
    long extension = Math.min(delayMs, remainingMs);
    remainingMs -= extension;
    return extension;
  }

  void stop() {
    isRunning = false;
  }
}
