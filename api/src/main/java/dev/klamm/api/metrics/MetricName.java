package dev.klamm.api.metrics;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a metric is called. Two names are equal if name, group and tags are; descriptions do not
 * count.
 *
 * @since 0.1
 */
public final class MetricName {
  private final String name;
  private final String group;
  private final String description;
  private final Map<String, String> tags;

  /**
   * Names a metric.
   *
   * @param group the logical group, such as {@code producer-metrics}
   * @param tags what tells it from others of its name, such as {@code client-id}
   */
  public MetricName(String name, String group, String description, Map<String, String> tags) {
    this.name = name;
    this.group = group;
    this.description = description;
    this.tags = Collections.unmodifiableMap(new TreeMap<>(tags));
  }

  public String name() {
    return name;
  }

  public String group() {
    return group;
  }

  /** What is measured, in what unit. */
  public String description() {
    return description;
  }

  /** By name of the tag. */
  public Map<String, String> tags() {
    return tags;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof MetricName that
        && name.equals(that.name)
        && group.equals(that.group)
        && tags.equals(that.tags);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * name.hashCode() + group.hashCode()) + tags.hashCode();
  }

  @Override
  public String toString() {
    return group + "/" + name + tags;
  }
}
