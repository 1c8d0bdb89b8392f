package org.jitsi.jibri.capture.ffmpeg.util;

import org.jitsi.jibri.LogFile;

/** Under the real program's name, by which logging.properties say where ffmpeg's output goes. */
public final class FfmpegFileHandler extends LogFile {
    public FfmpegFileHandler() {
        super(FfmpegFileHandler.class);
    }
}
