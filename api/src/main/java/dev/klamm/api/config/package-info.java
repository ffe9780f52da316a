/**
 * Settings: typed keys, the definitions that gather them, and the immutable values that come out of
 * a user's map.
 *
 * <p>Text and maps end here. A {@link dev.klamm.api.config.ConfigDefinition} checks a whole map at
 * once, names every mistake in one exception and guesses what a misspelt key was meant to be. Each
 * key is honoured, accepted without effect or refused, and says so; none is silently ignored. What
 * comes out, {@link dev.klamm.api.config.Settings}, never changes, so any thread may read it. Rests
 * on {@code error}. Start with {@link dev.klamm.api.config.ConfigKey}.
 */
@NullMarked
package dev.klamm.api.config;

import org.jspecify.annotations.NullMarked;
