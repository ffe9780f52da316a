package dev.klamm.core.net;

import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.ApiMessage;
import java.util.function.Supplier;

/**
 * A request in the versions that the caller can deal with, and what its answer is read into.
 *
 * @param api what is asked
 * @param oldest the lowest version the caller can use
 * @param latest the highest version the caller can use
 * @param request makes the request for the version that was agreed on
 * @param answer makes an empty answer
 * @param timeoutMs how long to wait for the answer, waiting to be sent included; 0 for {@code
 *     request.timeout.ms}
 * @param answered whether the broker answers at all; if not, the handler gets an empty answer once
 *     the request is on its way
 */
public record Call<R extends ApiMessage>(
    ApiKey api,
    short oldest,
    short latest,
    RequestForVersion request,
    Supplier<R> answer,
    int timeoutMs,
    boolean answered) {

  /** Makes the request once the version is known. Called on the loop, at most once. */
  @FunctionalInterface
  public interface RequestForVersion {
    ApiMessage build(short version);
  }

  /** A request that is the same in every version. */
  public static <R extends ApiMessage> Call<R> of(
      ApiKey api, ApiMessage request, Supplier<R> answer) {
    return of(api, version -> request, answer);
  }

  /** A request that is made for the version that was agreed on. */
  public static <R extends ApiMessage> Call<R> of(
      ApiKey api, RequestForVersion request, Supplier<R> answer) {
    return new Call<>(api, api.oldestVersion(), api.latestVersion(), request, answer, 0, true);
  }

  /** The same call, for at most this long. */
  public Call<R> within(int ms) {
    return new Call<>(api, oldest, latest, request, answer, ms, answered);
  }

  /** The same call with no version above this one. */
  public Call<R> upTo(int version) {
    short limit = (short) Math.min(latest, version);
    return new Call<>(api, oldest, limit, request, answer, timeoutMs, answered);
  }

  /** The same call with no version below this one. */
  public Call<R> from(int version) {
    short limit = (short) Math.max(oldest, version);
    return new Call<>(api, limit, latest, request, answer, timeoutMs, answered);
  }

  /** The same call, for a request that brokers do not answer: produce with {@code acks=0}. */
  public Call<R> withoutAnswer() {
    return new Call<>(api, oldest, latest, request, answer, timeoutMs, false);
  }
}
