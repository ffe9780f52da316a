package dev.klamm.core.broker.handler.absent;

import dev.klamm.api.error.KafkaError;
import dev.klamm.core.broker.session.ApiHandler;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.message.CreateAclsRequest;
import dev.klamm.protocol.message.CreateAclsResponse;
import dev.klamm.protocol.message.CreateAclsResponse.AclCreationResult;
import dev.klamm.protocol.message.DeleteAclsRequest;
import dev.klamm.protocol.message.DeleteAclsResponse;
import dev.klamm.protocol.message.DeleteAclsResponse.DeleteAclsFilterResult;
import dev.klamm.protocol.message.DescribeAclsRequest;
import dev.klamm.protocol.message.DescribeAclsResponse;
import java.util.List;

/**
 * DescribeAcls 1 to 3, CreateAcls 1 to 3 and DeleteAcls 1 to 3 (keys 29 to 31, KIP-140): everybody
 * may do everything, so there is nothing to list and nothing to change; SECURITY_DISABLED, as
 * Kafka's broker says without an authorizer.
 */
public final class AclApis {

  private static final short CODE = KafkaError.SECURITY_DISABLED.code();
  private static final String WHY = "this broker has no access control";

  private AclApis() {}

  public static List<ApiHandler<?>> all() {
    return List.of(
        new AnsweredApi<DescribeAclsRequest>(
            ApiKey.DESCRIBE_ACLS,
            asked -> new DescribeAclsResponse().errorCode(CODE).errorMessage(WHY)),
        new AnsweredApi<>(ApiKey.CREATE_ACLS, AclApis::create),
        new AnsweredApi<>(ApiKey.DELETE_ACLS, AclApis::delete));
  }

  private static CreateAclsResponse create(CreateAclsRequest asked) {
    return new CreateAclsResponse()
        .results(
            asked.creations().stream()
                .map(each -> new AclCreationResult().errorCode(CODE).errorMessage(WHY))
                .toList());
  }

  private static DeleteAclsResponse delete(DeleteAclsRequest asked) {
    return new DeleteAclsResponse()
        .filterResults(
            asked.filters().stream()
                .map(each -> new DeleteAclsFilterResult().errorCode(CODE).errorMessage(WHY))
                .toList());
  }
}
