package dev.klamm.api.admin;

import dev.klamm.api.config.ClientSettings;
import dev.klamm.api.config.ClientSettingsBuilder;
import dev.klamm.api.config.Settings;
import dev.klamm.api.error.ConfigException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The checked settings of an admin client. They never change. A map of Kafka's keys and the builder
 * lead to the same settings.
 *
 * @since 0.1
 */
public final class AdminSettings {
  private final Settings settings;

  private AdminSettings(Settings settings) {
    this.settings = settings;
  }

  /**
   * Reads a map of Kafka's keys.
   *
   * @throws ConfigException if anything in it is not allowed; the message names every mistake
   */
  public static AdminSettings of(Map<String, ?> given) {
    return new AdminSettings(AdminKeys.DEFINITION.parse(given));
  }

  /**
   * Reads properties with Kafka's keys.
   *
   * @throws ConfigException if anything in them is not allowed; the message names every mistake
   */
  public static AdminSettings of(Properties given) {
    return new AdminSettings(AdminKeys.DEFINITION.parse(given));
  }

  public static Builder builder() {
    return new Builder();
  }

  /** Addresses, connections and repeats. */
  public ClientSettings client() {
    return new ClientSettings(settings);
  }

  /** Every key with its value, and the user's own map. */
  public Settings settings() {
    return settings;
  }

  public Duration defaultApiTimeout() {
    return settings.get(AdminKeys.DEFAULT_API_TIMEOUT);
  }

  /** 0 or more. */
  public int retries() {
    return settings.get(AdminKeys.RETRIES);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof AdminSettings that && settings.equals(that.settings);
  }

  @Override
  public int hashCode() {
    return settings.hashCode();
  }

  /** All keys and values, secrets hidden. */
  @Override
  public String toString() {
    return "AdminSettings" + settings;
  }

  /** Builds settings without names of keys. Not safe for use by several threads. */
  public static final class Builder extends ClientSettingsBuilder<Builder> {
    private Builder() {}

    @Override
    protected Builder self() {
      return this;
    }

    /** {@code default.api.timeout.ms}. */
    public Builder defaultApiTimeout(Duration time) {
      return set(AdminKeys.DEFAULT_API_TIMEOUT.name(), time);
    }

    /** {@code retries}. */
    public Builder retries(int times) {
      return set(AdminKeys.RETRIES.name(), times);
    }

    /**
     * Checks all that was set.
     *
     * @throws ConfigException if anything is not allowed; the message names every mistake
     */
    public AdminSettings build() {
      return of(given());
    }
  }
}
