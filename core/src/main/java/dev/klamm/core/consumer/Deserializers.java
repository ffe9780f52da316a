package dev.klamm.core.consumer;

import dev.klamm.api.config.Component;
import dev.klamm.api.consumer.ConsumerSettings;
import dev.klamm.api.error.ConfigException;
import dev.klamm.api.serde.Deserializer;
import org.jspecify.annotations.Nullable;

/** Makes the deserializers that the settings name. */
final class Deserializers {

  private Deserializers() {}

  /**
   * The one that was handed over, or else a new one of those that the settings name.
   *
   * @throws ConfigException when the settings name none, or it cannot be made
   */
  static <T> Deserializer<T> orNamed(
      @Nullable Deserializer<T> given, ConsumerSettings settings, boolean isKey) {
    return given != null ? given : create(settings, isKey);
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // the settings do not know the types
  private static <T> Deserializer<T> create(ConsumerSettings settings, boolean isKey) {
    Component<Deserializer> component =
        (isKey ? settings.keyDeserializer() : settings.valueDeserializer())
            .orElseThrow(
                () ->
                    new ConfigException(
                        (isKey ? "key.deserializer" : "value.deserializer")
                            + " is not set: name a class, or hand one to the consumer"));
    Deserializer<T> deserializer = component.create();
    if (component.instance().isEmpty()) {
      deserializer.configure(settings.settings().originals(), isKey);
    }
    return deserializer;
  }
}
