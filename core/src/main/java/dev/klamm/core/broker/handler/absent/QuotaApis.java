package dev.klamm.core.broker.handler.absent;

import dev.klamm.api.error.KafkaError;
import dev.klamm.core.broker.session.ApiHandler;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.message.AlterClientQuotasRequest;
import dev.klamm.protocol.message.AlterClientQuotasResponse;
import dev.klamm.protocol.message.DescribeClientQuotasRequest;
import dev.klamm.protocol.message.DescribeClientQuotasResponse;
import java.util.ArrayList;
import java.util.List;

/**
 * DescribeClientQuotas 0 to 1 and AlterClientQuotas 0 to 1 (keys 48 and 49, KIP-546): there are no
 * quotas to list. Setting one is refused (INVALID_REQUEST), since nobody would enforce it.
 */
public final class QuotaApis {

  private QuotaApis() {}

  public static List<ApiHandler<?>> all() {
    return List.of(
        new AnsweredApi<DescribeClientQuotasRequest>(
            ApiKey.DESCRIBE_CLIENT_QUOTAS,
            asked -> new DescribeClientQuotasResponse().entries(List.of())),
        new AnsweredApi<>(ApiKey.ALTER_CLIENT_QUOTAS, QuotaApis::alter));
  }

  private static AlterClientQuotasResponse alter(AlterClientQuotasRequest asked) {
    List<AlterClientQuotasResponse.EntryData> entries = new ArrayList<>();
    for (AlterClientQuotasRequest.EntryData entry : asked.entries()) {
      entries.add(
          new AlterClientQuotasResponse.EntryData()
              .errorCode(KafkaError.INVALID_REQUEST.code())
              .errorMessage("this broker has no quotas")
              .entity(
                  entry.entity().stream()
                      .map(
                          entity ->
                              new AlterClientQuotasResponse.EntityData()
                                  .entityType(entity.entityType())
                                  .entityName(entity.entityName()))
                      .toList()));
    }
    return new AlterClientQuotasResponse().entries(entries);
  }
}
