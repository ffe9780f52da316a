/**
 * The {@code klamm doctor} command: looks at a cluster from the client's side, and at this machine,
 * for what commonly goes wrong.
 *
 * <p>Each check is a class that adds to the {@code Findings}; all run on the command's thread.
 * Start reading at {@link dev.klamm.server.doctor.DoctorCommand}.
 */
@org.jspecify.annotations.NullMarked
package dev.klamm.server.doctor;
