package dev.klamm.api.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The types that keys are made of. */
final class ConfigTypes {
  static final ConfigType<Boolean> BOOLEAN =
      of("true or false", ConfigTypes::parseBoolean, String::valueOf);
  static final ConfigType<Short> SHORT =
      of("a whole number of 16 bits", given -> number(given).shortValueExact(), String::valueOf);
  static final ConfigType<Integer> INT =
      of("a whole number of 32 bits", given -> number(given).intValueExact(), String::valueOf);
  static final ConfigType<Long> LONG =
      of("a whole number of 64 bits", given -> number(given).longValueExact(), String::valueOf);
  static final ConfigType<Double> DOUBLE =
      of("a number", given -> number(given).doubleValue(), String::valueOf);
  static final ConfigType<Duration> MILLIS =
      of(
          "a whole number of milliseconds",
          ConfigTypes::parseMillis,
          value -> String.valueOf(value.toMillis()));
  static final ConfigType<String> STRING = of("a text", ConfigTypes::text, value -> value);
  static final ConfigType<List<String>> LIST =
      of("texts, separated by commas", ConfigTypes::parseList, value -> String.join(",", value));
  static final ConfigType<Password> PASSWORD =
      of("a text", ConfigTypes::parsePassword, Password::toString);

  /** For keys whose value is only compared with the default. */
  static final ConfigType<String> ANY =
      of(
          "a text",
          given -> String.join(",", items(given).stream().map(String::valueOf).toList()),
          value -> value);

  private ConfigTypes() {}

  static <T> ConfigType<T> of(
      String expected, Function<Object, T> parse, Function<T, String> text) {
    return new ConfigType<>() {
      @Override
      public String expected() {
        return expected;
      }

      @Override
      public T parse(Object given) {
        return parse.apply(given);
      }

      @Override
      public String text(T value) {
        return text.apply(value);
      }
    };
  }

  /**
   * One of an enum's constants, in any case of letters; printed in lower case, or as {@code texts}
   * says.
   */
  static <E extends Enum<E>> ConfigType<E> choice(Class<E> type, Function<E, String> texts) {
    String allowed =
        Arrays.stream(type.getEnumConstants())
            .map(texts)
            .collect(Collectors.joining(", ", "one of ", ""));
    return of(allowed, given -> choose(type, texts, given), texts);
  }

  private static <E extends Enum<E>> E choose(
      Class<E> type, Function<E, String> texts, Object given) {
    for (E constant : type.getEnumConstants()) {
      if (constant == given || texts.apply(constant).equalsIgnoreCase(given.toString().trim())) {
        return constant;
      }
    }
    throw new IllegalArgumentException();
  }

  static String lowerCase(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  static <T> ConfigType<List<T>> listOf(ConfigType<T> element) {
    return of(
        "a list, separated by commas, each " + element.expected(),
        given -> items(given).stream().map(element::parse).toList(),
        value -> value.stream().map(element::text).collect(Collectors.joining(",")));
  }

  private static boolean parseBoolean(Object given) {
    if (given instanceof Boolean value) {
      return value;
    }
    return switch (text(given).trim().toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException();
    };
  }

  private static BigDecimal number(Object given) {
    if (!(given instanceof Number) && !(given instanceof String)) {
      throw new IllegalArgumentException();
    }
    String text = given.toString().trim();
    if (text.length() > 40) {
      throw new IllegalArgumentException();
    }
    try {
      BigDecimal number = new BigDecimal(text);
      // a number such as 1e999999999 would take all memory when it is made whole
      if (Math.abs((long) number.scale()) > 400) {
        throw new IllegalArgumentException();
      }
      return number;
    } catch (NumberFormatException e) {
      // without words of its own: what is expected says it better
      throw new IllegalArgumentException((String) null, e);
    }
  }

  private static Duration parseMillis(Object given) {
    return given instanceof Duration value
        ? value
        : Duration.ofMillis(number(given).longValueExact());
  }

  private static String text(Object given) {
    if (given instanceof CharSequence text) {
      return text.toString();
    }
    throw new IllegalArgumentException();
  }

  private static List<String> parseList(Object given) {
    return items(given).stream().map(item -> text(item).trim()).toList();
  }

  private static List<?> items(Object given) {
    if (given instanceof Collection<?> items) {
      return new ArrayList<>(items);
    }
    if (given instanceof CharSequence text) {
      return text.toString().isBlank()
          ? List.of()
          : Arrays.stream(text.toString().split(",", -1)).map(String::trim).toList();
    }
    return List.of(given);
  }

  private static Password parsePassword(Object given) {
    return given instanceof Password value ? value : new Password(text(given));
  }
}
