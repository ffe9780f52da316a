package dev.klamm.api.config;

import dev.klamm.api.error.ConfigException;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A part that a setting plugs in, such as a serializer: an object, a class with a public
 * constructor without arguments, or the short name of a part that comes with the client.
 *
 * <p>Names of Kafka's own classes are understood as those of Klamm's classes that take their place,
 * so that a properties file can stay as it is.
 *
 * @param <T> what the part must be
 * @since 0.1
 */
public final class Component<T> {
  private static final Map<String, String> PACKAGES =
      Map.of(
          "org.apache.kafka.common.serialization.", "dev.klamm.api.serde.",
          "org.apache.kafka.clients.producer.", "dev.klamm.api.producer.",
          "org.apache.kafka.clients.consumer.", "dev.klamm.api.consumer.");

  private final String name;
  private final @Nullable T instance;
  private final @Nullable Class<? extends T> type;

  private Component(String name, @Nullable T instance, @Nullable Class<? extends T> type) {
    this.name = name;
    this.instance = instance;
    this.type = type;
  }

  /** A part that is there already; its owner configures and closes it. */
  public static <T> Component<T> of(T instance) {
    return new Component<>(instance.getClass().getName(), Objects.requireNonNull(instance), null);
  }

  /** A part that the client creates. */
  public static <T> Component<T> ofClass(Class<? extends T> type) {
    return new Component<>(type.getName(), null, type);
  }

  /** A part that the client knows by a short name. */
  public static <T> Component<T> ofShortName(String name) {
    return new Component<>(name, null, null);
  }

  /** The short name, or the name of the class. */
  public String name() {
    return name;
  }

  /** The object, if the user gave one. The client must not configure or close it. */
  public Optional<T> instance() {
    return Optional.ofNullable(instance);
  }

  /** Whether {@link #name()} is a short one, so that the client must know the part itself. */
  public boolean isShortName() {
    return instance == null && type == null;
  }

  /**
   * The object that the user gave, or else a new one of the class. The class is not configured yet.
   *
   * @throws ConfigException if the class has no public constructor without arguments, or if that
   *     throws
   * @throws IllegalStateException if this is only a short name
   */
  public T create() {
    if (instance != null) {
      return instance;
    }
    if (type == null) {
      throw new IllegalStateException(
          "'" + name + "' is a short name, which only the client can look up");
    }
    try {
      return type.getConstructor().newInstance();
    } catch (InvocationTargetException e) {
      throw new ConfigException(
          "the constructor of " + name + " failed: " + e.getCause(), e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new ConfigException(
          name
              + " cannot be created: it must be public, not abstract, and have a public constructor without arguments",
          e);
    }
  }

  /** Reads an object, a class or a name. */
  static <T> Component<T> parse(Object given, Class<T> expected, Map<String, String> shortNames) {
    if (expected.isInstance(given)) {
      return of(expected.cast(given));
    }
    String className = given instanceof Class<?> type ? type.getName() : given.toString().trim();
    String shortName = shortNames.get(className);
    if (shortName != null) {
      return ofShortName(shortName);
    }
    Class<?> found =
        given instanceof Class<?> type && expected.isAssignableFrom(type)
            ? type
            : load(className, expected);
    if (!expected.isAssignableFrom(found)) {
      throw new IllegalArgumentException(
          className + " is not a " + expected.getName() + hint(className, found));
    }
    return ofClass(found.asSubclass(expected));
  }

  private static String hint(String className, Class<?> found) {
    for (Class<?> type : found.getInterfaces()) {
      if (type.getName().startsWith("org.apache.kafka.")) {
        return " but a " + type.getName() + ": change the imports of " + className;
      }
    }
    return "";
  }

  private static Class<?> load(String className, Class<?> expected) {
    String translated = translate(className);
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    try {
      return Class.forName(
          translated, false, context != null ? context : expected.getClassLoader());
    } catch (ClassNotFoundException | LinkageError e) {
      return loadBeside(expected, className, translated);
    }
  }

  private static Class<?> loadBeside(Class<?> expected, String className, String translated) {
    try {
      return Class.forName(translated, false, expected.getClassLoader());
    } catch (ClassNotFoundException | LinkageError e) {
      throw new IllegalArgumentException("there is no class " + className, e);
    }
  }

  private static String translate(String className) {
    for (Map.Entry<String, String> entry : PACKAGES.entrySet()) {
      if (className.startsWith(entry.getKey())) {
        return entry.getValue() + className.substring(entry.getKey().length());
      }
    }
    return className;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Component<?> that
        && name.equals(that.name)
        && instance == that.instance
        && Objects.equals(type, that.type);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return name;
  }
}
