package org.jitsi.jigasi;

import gov.nist.core.StackLogger;
import java.util.Properties;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The SIP library's own log: warnings and errors at a fine level, the rest nowhere. */
public final class SipLog implements StackLogger {
    private static final Logger LOGGER = Logger.getLogger(SipLog.class.getName());

    @Override
    public void logException(Throwable failure) {
        LOGGER.log(Level.FINE, "SIP", failure);
    }

    @Override
    public void logFatalError(String message) {
        LOGGER.severe(message);
    }

    @Override
    public void logError(String message) {
        LOGGER.fine(message);
    }

    @Override
    public void logError(String message, Exception failure) {
        LOGGER.log(Level.FINE, message, failure);
    }

    @Override
    public void logWarning(String message) {
        LOGGER.fine(message);
    }

    @Override
    public boolean isLoggingEnabled() {
        return false;
    }

    @Override
    public boolean isLoggingEnabled(int level) {
        return false;
    }

    @Override
    public int getLineCount() {
        return 0;
    }

    @Override
    public String getLoggerName() {
        return LOGGER.getName();
    }

    @Override
    public void logStackTrace() {}

    @Override
    public void logStackTrace(int level) {}

    @Override
    public void logDebug(String message) {}

    @Override
    public void logDebug(String message, Exception failure) {}

    @Override
    public void logTrace(String message) {}

    @Override
    public void logInfo(String message) {}

    @Override
    public void disableLogging() {}

    @Override
    public void enableLogging() {}

    @Override
    public void setBuildTimeStamp(String stamp) {}

    @Override
    public void setStackProperties(Properties properties) {}
}
