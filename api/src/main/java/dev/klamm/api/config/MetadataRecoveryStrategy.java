package dev.klamm.api.config;

/**
 * What a client does if it can reach none of the brokers it knows (KIP-899).
 *
 * @since 0.1
 */
public enum MetadataRecoveryStrategy {
  /** It forgets them and begins again from {@code bootstrap.servers}. */
  REBOOTSTRAP,
  /** It keeps trying them. */
  NONE
}
