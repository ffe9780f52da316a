package dev.klamm.api.serde;

import dev.klamm.api.record.Headers;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a text as UTF-8, or in the charset that {@code key.deserializer.encoding}, {@code
 * value.deserializer.encoding} or {@code deserializer.encoding} names. Bytes that mean nothing in
 * it become replacement characters. Null stays null.
 *
 * @since 0.1
 */
public final class StringDeserializer implements Deserializer<String> {
  private Charset charset = StandardCharsets.UTF_8;

  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    charset = TextEncoding.of(configs, isKey, "deserializer");
  }

  @Override
  public @Nullable String deserialize(String topic, byte @Nullable [] data) {
    return data == null ? null : new String(data, charset);
  }

  @Override
  public @Nullable String deserialize(String topic, Headers headers, @Nullable ByteBuffer data) {
    if (data == null) {
      return null;
    }
    if (data.hasArray()) {
      return new String(
          data.array(), data.arrayOffset() + data.position(), data.remaining(), charset);
    }
    byte[] bytes = new byte[data.remaining()];
    data.duplicate().get(bytes);
    return new String(bytes, charset);
  }
}
