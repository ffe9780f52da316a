/** The rules that the wire protocol keeps, with {@code kafka-clients} as the second opinion. */
@NullMarked
package dev.klamm.protocol;

import org.jspecify.annotations.NullMarked;
