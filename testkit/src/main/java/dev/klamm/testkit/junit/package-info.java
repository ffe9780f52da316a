/**
 * A broker for JUnit tests: {@link dev.klamm.testkit.junit.WithKlamm} on a class or a method starts
 * one and hands it over as a parameter.
 *
 * <p>It rests on {@code dev.klamm.core.embedded} and on JUnit Jupiter, which the test has anyway.
 * Each broker is for one class or one method; classes that run at the same time have their own.
 */
@org.jspecify.annotations.NullMarked
package dev.klamm.testkit.junit;
