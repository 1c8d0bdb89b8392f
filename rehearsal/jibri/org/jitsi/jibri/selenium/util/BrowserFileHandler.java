package org.jitsi.jibri.selenium.util;

import org.jitsi.jibri.LogFile;

/** Under the real program's name, by which logging.properties say where the browser's output goes. */
public final class BrowserFileHandler extends LogFile {
    public BrowserFileHandler() {
        super(BrowserFileHandler.class);
    }
}
