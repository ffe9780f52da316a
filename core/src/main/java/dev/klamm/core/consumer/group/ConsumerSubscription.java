package dev.klamm.core.consumer.group;

import dev.klamm.core.runtime.Ordered;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a member wants to read.
 *
 * @param topics by name, or none
 * @param regex what the broker is to pick topics by, or null
 */
public record ConsumerSubscription(Set<String> topics, @Nullable String regex) {
  public ConsumerSubscription {
    topics = Ordered.set(topics);
  }
}
