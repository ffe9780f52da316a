package dev.klamm.core.broker.session;

import dev.klamm.protocol.ApiKey;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The handlers by API: what this broker answers, and nothing else. Immutable. */
public final class HandlerTable {

  private final Map<ApiKey, ApiHandler<?>> handlers = new EnumMap<>(ApiKey.class);

  public HandlerTable(List<ApiHandler<?>> handlers) {
    for (ApiHandler<?> handler : handlers) {
      ApiHandler<?> other = this.handlers.put(handler.apiKey(), handler);
      if (other != null) {
        throw new IllegalArgumentException("two handlers for " + handler.apiKey());
      }
    }
  }

  @Nullable ApiHandler<?> find(ApiKey key) {
    return handlers.get(key);
  }

  /** All handlers, by API number. */
  public Collection<ApiHandler<?>> all() {
    return handlers.values();
  }
}
