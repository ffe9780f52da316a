/** Bytes that no client would send: refused with Kafka's error where there is one, or cut off. */
@NullMarked
package dev.klamm.strangers.raw;

import org.jspecify.annotations.NullMarked;
