package dev.klamm.api.metrics;

/**
 * Something that is measured, under its name.
 *
 * @since 0.1
 */
public interface Metric {

  MetricName metricName();

  /**
   * What it is now: a {@link Double} for most, or a text. {@link Double#NaN} where nothing was
   * measured yet that it could be made of, such as an average of no values. Any thread; never
   * blocks.
   */
  Object metricValue();
}
