/**
 * When to try again, and when to stop: a question that is answered without waiting, so it is tested
 * without waiting.
 *
 * <p>Rests on {@code error}. Policies hold no state between questions, so any thread may ask. Start
 * with {@link dev.klamm.api.retry.RetryPolicy}.
 */
@NullMarked
package dev.klamm.api.retry;

import org.jspecify.annotations.NullMarked;
