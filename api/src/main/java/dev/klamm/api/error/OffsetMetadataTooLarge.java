package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The text stored beside a committed offset is too long. What to do: shorten it, or raise
 * offset.metadata.max.bytes of the broker.
 *
 * <p>On the wire: {@link KafkaError#OFFSET_METADATA_TOO_LARGE}.
 *
 * @since 0.1
 */
public final class OffsetMetadataTooLarge extends MisconfiguredException {
  private static final long serialVersionUID = 1L;

  public OffsetMetadataTooLarge(String message) {
    this(message, null);
  }

  public OffsetMetadataTooLarge(String message, @Nullable Throwable cause) {
    super(KafkaError.OFFSET_METADATA_TOO_LARGE, message, cause);
  }
}
