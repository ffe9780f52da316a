/** Apache Kafka's own commands, by their main methods, against a broker. */
@NullMarked
package dev.klamm.strangers.tools;

import org.jspecify.annotations.NullMarked;
