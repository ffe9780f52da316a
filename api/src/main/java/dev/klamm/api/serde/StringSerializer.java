package dev.klamm.api.serde;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a text as UTF-8, or in the charset that {@code key.serializer.encoding}, {@code
 * value.serializer.encoding} or {@code serializer.encoding} names. Characters that the charset
 * lacks become question marks. Null stays null.
 *
 * @since 0.1
 */
public final class StringSerializer implements Serializer<String> {
  private Charset charset = StandardCharsets.UTF_8;

  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    charset = TextEncoding.of(configs, isKey, "serializer");
  }

  @Override
  public byte @Nullable [] serialize(String topic, @Nullable String data) {
    return data == null ? null : data.getBytes(charset);
  }
}
