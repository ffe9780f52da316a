package dev.klamm.api.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The keys of TLS and SASL. Clients speak plain text so far, so that only the defaults are allowed:
 * a client that was told to encrypt and does not would be worse than one that refuses.
 */
final class SecurityKeys {
  private static final String LATER = "TLS and SASL come in a later version";

  /** Kafka's keys that are not set unless a user sets them. */
  private static final List<String> WITHOUT_DEFAULT =
      List.of(
          "sasl.client.callback.handler.class",
          "sasl.kerberos.service.name",
          "sasl.login.callback.handler.class",
          "sasl.login.class",
          "sasl.login.connect.timeout.ms",
          "sasl.login.read.timeout.ms",
          "sasl.oauthbearer.assertion.claim.aud",
          "sasl.oauthbearer.assertion.claim.iss",
          "sasl.oauthbearer.assertion.claim.sub",
          "sasl.oauthbearer.assertion.file",
          "sasl.oauthbearer.assertion.private.key.file",
          "sasl.oauthbearer.assertion.template.file",
          "sasl.oauthbearer.client.credentials.client.id",
          "sasl.oauthbearer.expected.audience",
          "sasl.oauthbearer.expected.issuer",
          "sasl.oauthbearer.jwks.endpoint.url",
          "sasl.oauthbearer.scope",
          "sasl.oauthbearer.token.endpoint.url",
          "security.providers",
          "ssl.cipher.suites",
          "ssl.engine.factory.class",
          "ssl.keystore.location",
          "ssl.provider",
          "ssl.secure.random.implementation",
          "ssl.truststore.location");

  private static final List<String> SECRETS =
      List.of(
          "sasl.jaas.config",
          "sasl.oauthbearer.assertion.private.key.passphrase",
          "sasl.oauthbearer.client.credentials.client.secret",
          "ssl.key.password",
          "ssl.keystore.certificate.chain",
          "ssl.keystore.key",
          "ssl.keystore.password",
          "ssl.truststore.certificates",
          "ssl.truststore.password");

  /** Kafka's defaults, which a user may repeat. */
  private static final Map<String, String> DEFAULTS =
      Map.ofEntries(
          Map.entry("sasl.kerberos.kinit.cmd", "/usr/bin/kinit"),
          Map.entry("sasl.kerberos.min.time.before.relogin", "60000"),
          Map.entry("sasl.kerberos.ticket.renew.jitter", "0.05"),
          Map.entry("sasl.kerberos.ticket.renew.window.factor", "0.8"),
          Map.entry("sasl.login.refresh.buffer.seconds", "300"),
          Map.entry("sasl.login.refresh.min.period.seconds", "60"),
          Map.entry("sasl.login.refresh.window.factor", "0.8"),
          Map.entry("sasl.login.refresh.window.jitter", "0.05"),
          Map.entry("sasl.login.retry.backoff.max.ms", "10000"),
          Map.entry("sasl.login.retry.backoff.ms", "100"),
          Map.entry("sasl.mechanism", "GSSAPI"),
          Map.entry("sasl.oauthbearer.allow.unverified.audience", "false"),
          Map.entry("sasl.oauthbearer.allow.unverified.issuer", "false"),
          Map.entry("sasl.oauthbearer.assertion.algorithm", "RS256"),
          Map.entry("sasl.oauthbearer.assertion.claim.exp.seconds", "300"),
          Map.entry("sasl.oauthbearer.assertion.claim.jti.include", "false"),
          Map.entry("sasl.oauthbearer.assertion.claim.nbf.seconds", "60"),
          Map.entry("sasl.oauthbearer.clock.skew.seconds", "30"),
          Map.entry("sasl.oauthbearer.header.urlencode", "false"),
          Map.entry("sasl.oauthbearer.jwks.endpoint.refresh.ms", "3600000"),
          Map.entry("sasl.oauthbearer.jwks.endpoint.retry.backoff.max.ms", "10000"),
          Map.entry("sasl.oauthbearer.jwks.endpoint.retry.backoff.ms", "100"),
          Map.entry(
              "sasl.oauthbearer.jwt.retriever.class",
              "org.apache.kafka.common.security.oauthbearer.DefaultJwtRetriever"),
          Map.entry(
              "sasl.oauthbearer.jwt.validator.class",
              "org.apache.kafka.common.security.oauthbearer.DefaultJwtValidator"),
          Map.entry("sasl.oauthbearer.scope.claim.name", "scope"),
          Map.entry("sasl.oauthbearer.sub.claim.name", "sub"),
          Map.entry("ssl.enabled.protocols", "TLSv1.2,TLSv1.3"),
          Map.entry("ssl.endpoint.identification.algorithm", "https"),
          Map.entry("ssl.keymanager.algorithm", "SunX509"),
          Map.entry("ssl.keystore.type", "JKS"),
          Map.entry("ssl.protocol", "TLSv1.3"),
          Map.entry("ssl.trustmanager.algorithm", "PKIX"),
          Map.entry("ssl.truststore.type", "JKS"));

  private SecurityKeys() {}

  static List<ConfigKey<?>> all() {
    List<ConfigKey<?>> keys = new ArrayList<>();
    keys.add(
        ConfigKey.text("security.protocol")
            .defaultTo("PLAINTEXT")
            .refused(LATER)
            .doc("How connections are secured."));
    WITHOUT_DEFAULT.forEach(
        name ->
            keys.add(
                ConfigKey.of(name, ConfigTypes.ANY).refused(LATER).doc("Part of TLS or SASL.")));
    SECRETS.forEach(
        name -> keys.add(ConfigKey.password(name).refused(LATER).doc("Part of TLS or SASL.")));
    DEFAULTS.forEach(
        (name, value) ->
            keys.add(
                ConfigKey.of(name, ConfigTypes.ANY)
                    .defaultTo(value)
                    .refused(LATER)
                    .doc("Part of TLS or SASL.")));
    return keys;
  }
}
