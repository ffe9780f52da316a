package dev.klamm.api.admin;

import java.util.ServiceLoader;

/**
 * Creates admin clients. Found by {@link ServiceLoader}, so that {@link Admin#create} works without
 * naming the implementation; {@code klamm-core} has one.
 *
 * @since 0.1
 */
public interface AdminProvider {
  /** Creates a client, which belongs to the caller. Does not wait for the cluster. */
  AdminClient create(AdminSettings settings);

  /**
   * The first provider on the class path.
   *
   * @throws IllegalStateException if there is none
   */
  static AdminProvider find() {
    return ServiceLoader.load(AdminProvider.class)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "there is no admin client on the class path: add klamm-core"));
  }
}
