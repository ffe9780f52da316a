package dev.klamm.core.producer;

/**
 * How far records have been getting smaller, so that a batch can gather about {@code batch.size}
 * bytes as they are sent. The loop observes; any thread may ask.
 */
final class CompressionRatio {
  private static final double NEWS = 0.1;

  private volatile double ratio = 1;

  /**
   * A batch that got larger than expected counts at once, one that got smaller little by little.
   */
  void observe(int before, int after) {
    double now = (double) after / before;
    double smoothed = ratio * (1 - NEWS) + now * NEWS;
    ratio = Math.min(1, Math.max(now, smoothed));
  }

  /** How often the memory of a batch is to be doubled. */
  int doublings() {
    double now = ratio;
    int doublings = 0;
    while (doublings < BufferPool.MAX_DOUBLINGS && now <= 0.5) {
      now *= 2;
      doublings++;
    }
    return doublings;
  }
}
