package org.jitsi.jibri;

import java.io.IOException;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import org.jitsi.utils.logging2.JitsiLogFormatter;

/** A rotated file, with the options that logging.properties give under the name of the subclass. */
public abstract class LogFile extends Handler {
    private final FileHandler file;

    protected LogFile(Class<? extends LogFile> name) {
        try {
            file = new FileHandler(option(name, "pattern", "/tmp/%u.%g.txt"),
                    Integer.parseInt(option(name, "limit", "10000000")), Integer.parseInt(option(name, "count", "10")));
        } catch (IOException e) {
            throw new IllegalStateException("cannot write " + option(name, "pattern", ""), e);
        }
        file.setFormatter(new JitsiLogFormatter());
    }

    private static String option(Class<?> name, String key, String fallback) {
        String value = LogManager.getLogManager().getProperty(name.getName() + "." + key);
        return value == null ? fallback : value.trim();
    }

    @Override
    public void publish(LogRecord entry) {
        file.publish(entry);
    }

    @Override
    public void flush() {
        file.flush();
    }

    @Override
    public void close() {
        file.close();
    }
}
