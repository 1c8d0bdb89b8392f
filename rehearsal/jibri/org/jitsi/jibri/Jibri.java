package org.jitsi.jibri;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The recorder: one session at a time, from the request until its recording has been finalized. */
final class Jibri {
    /** Who asked for a session, and is told how it goes. */
    interface Client {
        void started();

        /** @param failure why it ended; null where it was to end. */
        void ended(String failure, boolean shouldRetry);
    }

    private static final Logger LOGGER = Logger.getLogger(Jibri.class.getName());
    private static final int ENCODER_START_SECONDS = 30;

    private final JibriConfig config;
    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
    private Thread session;
    private boolean stopping;
    private Integer exitWhenIdle;
    private volatile boolean healthy = true;

    Jibri(JibriConfig config) {
        this.config = config;
    }

    /** Is called whenever it becomes busy, idle, or unhealthy. */
    void onChange(Runnable watcher) {
        watchers.add(watcher);
    }

    synchronized boolean isBusy() {
        return session != null;
    }

    boolean isHealthy() {
        return healthy;
    }

    /** Starts a session. False where there is one, or where the recorder is about to end. */
    boolean start(Session wanted, Client client) {
        synchronized (this) {
            if (session != null || exitWhenIdle != null) {
                return false;
            }
            stopping = false;
            session = new Thread(() -> run(wanted, client), "session");
        }
        changed();
        session.start();
        return true;
    }

    /** Ends the session, if there is one: its recording is finalized after this has returned. */
    synchronized void stop() {
        stopping = true;
        notifyAll();
    }

    /** Ends the program as soon as there is no session. */
    synchronized void exitWhenIdle(int code) {
        exitWhenIdle = code;
        exitIfIdle();
    }

    private void run(Session wanted, Client client) {
        LOGGER.info("Session " + wanted.id() + ": " + (wanted.isStream() ? "stream of " : "recording of ") + wanted.url());
        String failure = null;
        try {
            if (wanted.isStream()) {
                capture(wanted, null, client);
            } else {
                record(wanted, client);
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            failure = "error";
            LOGGER.log(Level.SEVERE, "Session " + wanted.id() + " failed: " + e.getMessage(), e);
        }
        synchronized (this) {
            session = null;
        }
        client.ended(failure, true);
        changed();
        LOGGER.info("Session " + wanted.id() + " is over");
        synchronized (this) {
            if (config.singleUse() && exitWhenIdle == null) {
                exitWhenIdle = MainKt.EXIT_SHUT_DOWN;
            }
            exitIfIdle();
        }
    }

    private void record(Session wanted, Client client) throws IOException, InterruptedException {
        RecordingFolder folder;
        try {
            folder = RecordingFolder.create(config.recordings(), wanted);
        } catch (IOException e) {
            healthy = false;
            throw e;
        }
        try {
            capture(wanted, folder, client);
        } finally {
            if (folder.keep()) {
                folder.finish(config.finalizeScript());
            }
        }
    }

    /** The browser in the meeting, and ffmpeg on what it shows, until one of them or the session ends. */
    private void capture(Session wanted, RecordingFolder folder, Client client) throws IOException, InterruptedException {
        try (Browser browser = Browser.join(wanted, config.browserFlags())) {
            Encoder encoder = folder == null ? Encoder.toStream(config.encoder(), wanted.stream())
                    : Encoder.toFile(config.encoder(), folder.file().toString());
            try {
                encoder.awaitStart(ENCODER_START_SECONDS);
                client.started();
                LOGGER.info("Session " + wanted.id() + " is under way");
                awaitEnd(wanted, browser, encoder);
            } finally {
                encoder.stop();
                if (folder != null) {
                    folder.writeMetadata(wanted, browser.participants());
                }
            }
        }
    }

    private void awaitEnd(Session wanted, Browser browser, Encoder encoder) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        long alone = begin;
        while (!stopRequested()) {
            if (!encoder.isRunning()) {
                throw new IOException("ffmpeg ended: " + encoder.lastLine());
            }
            long now = System.nanoTime();
            alone = browser.participants().isEmpty() ? alone : now;
            if (now - alone > config.emptyCallTimeout().toNanos()) {
                LOGGER.info("Nobody is in the meeting any more");
                return;
            }
            long limit = wanted.usageTimeout().toNanos();
            if (limit > 0 && now - begin > limit) {
                LOGGER.info("The usage timeout has come");
                return;
            }
        }
    }

    /** Waits for a second, or less where the session is to stop. */
    private synchronized boolean stopRequested() throws InterruptedException {
        if (!stopping) {
            wait(1000);
        }
        return stopping;
    }

    private void exitIfIdle() {
        if (exitWhenIdle != null && session == null) {
            LOGGER.info("Ending with " + exitWhenIdle);
            int code = exitWhenIdle;
            new Thread(() -> System.exit(code), "exit").start();
        }
    }

    private void changed() {
        try {
            watchers.forEach(Runnable::run);
        } catch (UncheckedIOException e) {
            LOGGER.warning("Nobody could be told of the new state: " + e);
        }
    }
}
