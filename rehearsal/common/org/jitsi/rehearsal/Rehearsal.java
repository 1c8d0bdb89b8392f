package org.jitsi.rehearsal;

import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jitsi.utils.logging2.JitsiLogFormatter;

/** What every stand-in shares: it says what it is. */
public final class Rehearsal {
    public static final String MARK = "REHEARSAL";

    private Rehearsal() {}

    /** Marks the log, also where the logging configuration names another formatter, and says what runs here. */
    public static void announce(Class<?> program, String standsInFor) {
        Arrays.stream(Logger.getLogger("").getHandlers()).forEach(Rehearsal::mark);
        Logger.getLogger(program.getName()).warning(() -> MARK + ": this program stands in for " + standsInFor
                + " " + version(program) + ". It proves the wiring and carries no audio or video.");
    }

    /** Version of the package the class came from. */
    public static String version(Class<?> program) {
        String version = program.getPackage().getImplementationVersion();
        return version == null ? "1.0-0~rehearsal" : version;
    }

    /** A scheduler whose tasks may fail without ending the schedule. The JVM stays up with it. */
    public static ScheduledExecutorService scheduler() {
        return Executors.newScheduledThreadPool(4);
    }

    /** Keeps a periodic task alive: the scheduler drops a task that throws. */
    public static Runnable guarded(Logger logger, Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                logger.log(java.util.logging.Level.SEVERE, "A periodic task failed.", e);
            }
        };
    }

    private static void mark(Handler handler) {
        Formatter inner = handler.getFormatter();
        if (inner == null || inner instanceof JitsiLogFormatter) {
            return;
        }
        handler.setFormatter(new Formatter() {
            @Override
            public String format(LogRecord entry) {
                return MARK + " " + inner.format(entry);
            }
        });
    }
}
