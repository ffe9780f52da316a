package dev.klamm.core.broker.handler.absent;

import dev.klamm.api.error.KafkaError;
import dev.klamm.core.broker.session.ApiHandler;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.message.AlterUserScramCredentialsRequest;
import dev.klamm.protocol.message.AlterUserScramCredentialsResponse;
import dev.klamm.protocol.message.AlterUserScramCredentialsResponse.AlterUserScramCredentialsResult;
import dev.klamm.protocol.message.DescribeUserScramCredentialsRequest;
import dev.klamm.protocol.message.DescribeUserScramCredentialsRequest.UserName;
import dev.klamm.protocol.message.DescribeUserScramCredentialsResponse;
import dev.klamm.protocol.message.DescribeUserScramCredentialsResponse.DescribeUserScramCredentialsResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * DescribeUserScramCredentials and AlterUserScramCredentials (keys 50 and 51, version 0, KIP-554):
 * no user has credentials (RESOURCE_NOT_FOUND), and none can be given any
 * (UNSUPPORTED_SASL_MECHANISM), since nobody would ask for them.
 */
public final class ScramApis {

  private ScramApis() {}

  public static List<ApiHandler<?>> all() {
    return List.of(
        new AnsweredApi<>(ApiKey.DESCRIBE_USER_SCRAM_CREDENTIALS, ScramApis::describe),
        new AnsweredApi<>(ApiKey.ALTER_USER_SCRAM_CREDENTIALS, ScramApis::alter));
  }

  private static DescribeUserScramCredentialsResponse describe(
      DescribeUserScramCredentialsRequest asked) {
    List<UserName> users = asked.users();
    List<DescribeUserScramCredentialsResult> results = new ArrayList<>();
    for (UserName user : users == null ? List.<UserName>of() : users) {
      results.add(
          new DescribeUserScramCredentialsResult()
              .user(user.name())
              .errorCode(KafkaError.RESOURCE_NOT_FOUND.code())
              .errorMessage("user '" + user.name() + "' has no credentials"));
    }
    return new DescribeUserScramCredentialsResponse().results(results);
  }

  private static AlterUserScramCredentialsResponse alter(AlterUserScramCredentialsRequest asked) {
    Map<String, KafkaError> errors = new TreeMap<>();
    asked.deletions().forEach(each -> errors.put(each.name(), KafkaError.RESOURCE_NOT_FOUND));
    asked
        .upsertions()
        .forEach(each -> errors.put(each.name(), KafkaError.UNSUPPORTED_SASL_MECHANISM));
    List<AlterUserScramCredentialsResult> results = new ArrayList<>();
    errors.forEach(
        (user, error) ->
            results.add(
                new AlterUserScramCredentialsResult()
                    .user(user)
                    .errorCode(error.code())
                    .errorMessage("this broker does not authenticate users")));
    return new AlterUserScramCredentialsResponse().results(results);
  }
}
