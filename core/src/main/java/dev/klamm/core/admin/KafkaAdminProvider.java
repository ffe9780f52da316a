package dev.klamm.core.admin;

import dev.klamm.api.admin.AdminClient;
import dev.klamm.api.admin.AdminProvider;
import dev.klamm.api.admin.AdminSettings;

/** What {@link AdminClient#create} finds by {@link java.util.ServiceLoader}. */
public final class KafkaAdminProvider implements AdminProvider {
  @Override
  public AdminClient create(AdminSettings settings) {
    return new KafkaAdminClient(settings);
  }
}
