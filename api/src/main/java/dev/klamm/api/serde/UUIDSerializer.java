package dev.klamm.api.serde;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes a UUID as its text of 36 characters, in UTF-8 or in the charset that {@code
 * key.serializer.encoding}, {@code value.serializer.encoding} or {@code serializer.encoding} names.
 * Null stays null.
 *
 * @since 0.1
 */
public final class UUIDSerializer implements Serializer<UUID> {
  private Charset charset = StandardCharsets.UTF_8;

  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    charset = TextEncoding.of(configs, isKey, "serializer");
  }

  @Override
  public byte @Nullable [] serialize(String topic, @Nullable UUID data) {
    return data == null ? null : data.toString().getBytes(charset);
  }
}
