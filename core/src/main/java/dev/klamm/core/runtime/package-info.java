/**
 * Threads and queues for those who assemble brokers and clients: the loops that {@link
 * dev.klamm.api.runtime.EventLoop} describes, made real.
 *
 * <p>Start at {@link dev.klamm.core.runtime.ThreadEventLoop}, a loop with a thread of its own.
 * {@link dev.klamm.core.runtime.SerialExecutor} keeps tasks in order on threads that belong to
 * someone else. {@link dev.klamm.core.runtime.TimerHeap} is the timer queue of a loop, for whoever
 * builds another kind; {@link dev.klamm.core.runtime.Ordered} copies collections so that their
 * order does not depend on the virtual machine. The package rests on {@code api} and JCTools only.
 * Each class says which thread may call it.
 */
@org.jspecify.annotations.NullMarked
package dev.klamm.core.runtime;
