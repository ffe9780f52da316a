package dev.klamm.api.admin;

import java.util.Map;
import java.util.Properties;

/**
 * {@link Admin} under its older name, for code that declares its client so.
 *
 * @since 0.1
 */
public abstract class AdminClient implements Admin {
  /** See {@link Admin#create(Map)}. */
  public static AdminClient create(Map<String, ?> given) {
    return AdminProvider.find().create(AdminSettings.of(given));
  }

  /** See {@link Admin#create(Properties)}. */
  public static AdminClient create(Properties given) {
    return AdminProvider.find().create(AdminSettings.of(given));
  }
}
