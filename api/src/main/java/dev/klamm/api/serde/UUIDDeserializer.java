package dev.klamm.api.serde;

import dev.klamm.api.error.SerializationException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads a UUID from its text, in UTF-8 or in the charset that {@code key.deserializer.encoding},
 * {@code value.deserializer.encoding} or {@code deserializer.encoding} names. Null stays null;
 * other texts are refused.
 *
 * @since 0.1
 */
public final class UUIDDeserializer implements Deserializer<UUID> {
  private static final int SHOWN = 64;

  private Charset charset = StandardCharsets.UTF_8;

  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    charset = TextEncoding.of(configs, isKey, "deserializer");
  }

  @Override
  public @Nullable UUID deserialize(String topic, byte @Nullable [] data) {
    if (data == null) {
      return null;
    }
    String text = new String(data, charset);
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      String shown = text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
      throw new SerializationException("the data '" + shown + "' is not a UUID", e);
    }
  }
}
