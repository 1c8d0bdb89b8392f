package org.jitsi.jigasi;

import java.util.concurrent.ThreadLocalRandom;

/** Delays between attempts at a server that is away, as those of the real reconnect plugin: never a hot loop. */
public final class Backoff {
    private static final long LONGEST = 300_000;

    private long delay;

    /** A few seconds at first, then twice as long each time, five minutes at most. */
    public synchronized long next() {
        delay = delay == 0 ? 1000L * ThreadLocalRandom.current().nextLong(2, 6) : Math.min(2 * delay, LONGEST);
        return delay;
    }

    public synchronized void reset() {
        delay = 0;
    }
}
