package dev.klamm.api.serde;

import dev.klamm.api.error.ConfigException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the charset that a client's settings name for its texts: that of the key or value first,
 * then the common one.
 */
final class TextEncoding {
  private TextEncoding() {}

  static Charset of(Map<String, ?> configs, boolean isKey, String side) {
    String own = (isKey ? "key." : "value.") + side + ".encoding";
    String common = side + ".encoding";
    Object named = configs.get(own);
    return named != null ? charset(own, named) : charset(common, configs.get(common));
  }

  private static Charset charset(String key, @Nullable Object named) {
    if (named == null) {
      return StandardCharsets.UTF_8;
    }
    if (named instanceof Charset charset) {
      return charset;
    }
    try {
      return Charset.forName(named.toString());
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw new ConfigException(
          key + " is '" + named + "', but must be the name of a charset, such as UTF-8", e);
    }
  }
}
