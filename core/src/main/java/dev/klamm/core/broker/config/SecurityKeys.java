package dev.klamm.core.broker.config;

import java.util.List;

/** Authentication, authorization and encryption. */
final class SecurityKeys {

  private static final String PLAINTEXT_ONLY = "listeners are PLAINTEXT only";
  private static final String NO_PLUGINS = "rules in Kafka's own classes cannot be applied";

  private SecurityKeys() {}

  static List<ServerKey> all() {
    return new KeyList()
        .withoutEffect(UpdateMode.READ_ONLY, PLAINTEXT_ONLY)
        .int32("connection.failed.authentication.delay.ms", 100, 0)
        .int64("connections.max.reauth.ms", 0L)
        .int64("delegation.token.expiry.check.interval.ms", 3600000L, 1)
        .int64("delegation.token.expiry.time.ms", 86400000L, 1)
        .int64("delegation.token.max.lifetime.ms", 604800000L, 1)
        .secret("delegation.token.secret.key")
        .className("sasl.client.callback.handler.class", null)
        .className("sasl.login.callback.handler.class", null)
        .className("sasl.login.class", null)
        .int32("sasl.login.connect.timeout.ms", null)
        .int32("sasl.login.read.timeout.ms", null)
        .int64("sasl.login.retry.backoff.max.ms", 10000L)
        .int64("sasl.login.retry.backoff.ms", 100L)
        .text("sasl.mechanism.controller.protocol", "GSSAPI")
        .text("sasl.oauthbearer.assertion.algorithm", "RS256")
        .text("sasl.oauthbearer.assertion.claim.aud", null)
        .int32("sasl.oauthbearer.assertion.claim.exp.seconds", 300, 0, 86400)
        .text("sasl.oauthbearer.assertion.claim.iss", null)
        .bool("sasl.oauthbearer.assertion.claim.jti.include", false)
        .int32("sasl.oauthbearer.assertion.claim.nbf.seconds", 60, 0, 3600)
        .text("sasl.oauthbearer.assertion.claim.sub", null)
        .text("sasl.oauthbearer.assertion.file", null)
        .text("sasl.oauthbearer.assertion.private.key.file", null)
        .secret("sasl.oauthbearer.assertion.private.key.passphrase")
        .text("sasl.oauthbearer.assertion.template.file", null)
        .text("sasl.oauthbearer.client.credentials.client.id", null)
        .secret("sasl.oauthbearer.client.credentials.client.secret")
        .int32("sasl.oauthbearer.clock.skew.seconds", 30)
        .list("sasl.oauthbearer.expected.audience")
        .text("sasl.oauthbearer.expected.issuer", null)
        .int64("sasl.oauthbearer.jwks.endpoint.refresh.ms", 3600000L)
        .int64("sasl.oauthbearer.jwks.endpoint.retry.backoff.max.ms", 10000L)
        .int64("sasl.oauthbearer.jwks.endpoint.retry.backoff.ms", 100L)
        .text("sasl.oauthbearer.jwks.endpoint.url", null)
        .className(
            "sasl.oauthbearer.jwt.retriever.class",
            "org.apache.kafka.common.security.oauthbearer.DefaultJwtRetriever")
        .className(
            "sasl.oauthbearer.jwt.validator.class",
            "org.apache.kafka.common.security.oauthbearer.DefaultJwtValidator")
        .text("sasl.oauthbearer.scope", null)
        .text("sasl.oauthbearer.scope.claim.name", "scope")
        .text("sasl.oauthbearer.sub.claim.name", "sub")
        .text("sasl.oauthbearer.token.endpoint.url", null)
        .className("sasl.server.callback.handler.class", null)
        .int32("sasl.server.max.receive.size", 524288)
        .text("security.providers", null)
        .bool("ssl.allow.dn.changes", false)
        .bool("ssl.allow.san.changes", false)
        .text("ssl.principal.mapping.rules", "DEFAULT")
        .withoutEffect(UpdateMode.PER_BROKER, PLAINTEXT_ONLY)
        .className(
            "principal.builder.class",
            "org.apache.kafka.common.security.authenticator.DefaultKafkaPrincipalBuilder")
        .list("sasl.enabled.mechanisms", "GSSAPI")
        .secret("sasl.jaas.config")
        .text("sasl.kerberos.kinit.cmd", "/usr/bin/kinit")
        .int64("sasl.kerberos.min.time.before.relogin", 60000L)
        .list("sasl.kerberos.principal.to.local.rules", "DEFAULT")
        .text("sasl.kerberos.service.name", null)
        .float64("sasl.kerberos.ticket.renew.jitter", 0.05)
        .float64("sasl.kerberos.ticket.renew.window.factor", 0.8)
        .int16("sasl.login.refresh.buffer.seconds", 300)
        .int16("sasl.login.refresh.min.period.seconds", 60)
        .float64("sasl.login.refresh.window.factor", 0.8)
        .float64("sasl.login.refresh.window.jitter", 0.05)
        .text("sasl.mechanism.inter.broker.protocol", "GSSAPI")
        .list("ssl.cipher.suites")
        .text("ssl.client.auth", "none")
        .list("ssl.enabled.protocols", "TLSv1.2", "TLSv1.3")
        .text("ssl.endpoint.identification.algorithm", "https")
        .className("ssl.engine.factory.class", null)
        .secret("ssl.key.password")
        .text("ssl.keymanager.algorithm", "SunX509")
        .secret("ssl.keystore.certificate.chain")
        .secret("ssl.keystore.key")
        .text("ssl.keystore.location", null)
        .secret("ssl.keystore.password")
        .text("ssl.keystore.type", "JKS")
        .text("ssl.protocol", "TLSv1.3")
        .text("ssl.provider", null)
        .text("ssl.secure.random.implementation", null)
        .text("ssl.trustmanager.algorithm", "PKIX")
        .secret("ssl.truststore.certificates")
        .text("ssl.truststore.location", null)
        .secret("ssl.truststore.password")
        .text("ssl.truststore.type", "JKS")
        .refused(NO_PLUGINS)
        .className("alter.config.policy.class.name", null)
        .text("authorizer.class.name", "")
        .className("client.quota.callback.class", null)
        .className("create.topic.policy.class.name", null)
        .keys();
  }
}
