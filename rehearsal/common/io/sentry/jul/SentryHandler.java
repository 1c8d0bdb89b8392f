package io.sentry.jul;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;

/** In the place of Sentry's handler, under its name: logging.properties names it. It says where reports would go, and sends none. */
public final class SentryHandler extends Handler {
    private boolean told;

    public SentryHandler() {
        String level = LogManager.getLogManager().getProperty(SentryHandler.class.getName() + ".level");
        setLevel(level == null ? Level.WARNING : Level.parse(level));
    }

    @Override
    public synchronized void publish(LogRecord entry) {
        if (!told && isLoggable(entry)) {
            told = true;
            System.err.println("REHEARSAL: warnings and errors would be reported to " + target());
        }
    }

    /** The server alone: the rest of a DSN is a secret. */
    private static String target() {
        String dsn = System.getenv("SENTRY_DSN");
        if (dsn == null || dsn.isBlank()) {
            return "nobody: SENTRY_DSN is not set";
        }
        return dsn.replaceFirst("^[^@]*@", "").replaceFirst("/.*$", "") + ", environment "
                + System.getenv().getOrDefault("SENTRY_ENVIRONMENT", "production");
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
