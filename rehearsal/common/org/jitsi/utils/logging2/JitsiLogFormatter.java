package org.jitsi.utils.logging2;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.logging.Formatter;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;

/**
 * The formatter that Jitsi's logging.properties name, with the same line and the same options. Every line of the
 * stand-ins carries the word REHEARSAL.
 */
public final class JitsiLogFormatter extends Formatter {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

    private final String program = option("programname", "");
    private final boolean timestamp = !Boolean.parseBoolean(option("disableTimestamp", "false"));

    private static String option(String name, String fallback) {
        String value = LogManager.getLogManager().getProperty(JitsiLogFormatter.class.getName() + "." + name);
        return value == null ? fallback : value;
    }

    @Override
    public String format(LogRecord entry) {
        StringBuilder line = new StringBuilder();
        if (!program.isEmpty()) {
            line.append(program).append(' ');
        }
        line.append("REHEARSAL ");
        if (timestamp) {
            line.append(TIME.format(Instant.ofEpochMilli(entry.getMillis()))).append(' ');
        }
        line.append(entry.getLevel().getName()).append(": [").append(entry.getLongThreadID()).append("] ");
        line.append(simpleName(entry.getSourceClassName())).append('.').append(entry.getSourceMethodName());
        line.append(": ").append(marked(formatMessage(entry))).append(System.lineSeparator());
        if (entry.getThrown() != null) {
            line.append(stackTrace(entry.getThrown()));
        }
        return line.toString();
    }

    private static String simpleName(String className) {
        return className == null ? "" : className.substring(className.lastIndexOf('.') + 1);
    }

    private static String stackTrace(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text, true));
        return "REHEARSAL " + marked(text.toString().stripTrailing()) + System.lineSeparator();
    }

    /** Marks the lines after the first. */
    private static String marked(String text) {
        return text.replace("\n", "\nREHEARSAL ");
    }
}
