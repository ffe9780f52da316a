package dev.klamm.api.record;

import org.jspecify.annotations.Nullable;

/**
 * A key and a value that travel beside a record (KIP-82), for tracing, routing and the like.
 *
 * @since 0.1
 */
public interface Header {
  /** The header's name; several headers of a record may share one. */
  String key();

  /** The value's bytes, not copied, or null. Callers must not change them. */
  byte @Nullable [] value();
}
