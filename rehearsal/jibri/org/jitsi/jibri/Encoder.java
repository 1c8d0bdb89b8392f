package org.jitsi.jibri;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import org.jitsi.jibri.JibriConfig.EncoderConfig;
import org.jitsi.jibri.capture.ffmpeg.util.FfmpegFileHandler;

/** ffmpeg, taking the screen and the sound. */
final class Encoder {
    private static final Logger LOGGER = Logger.getLogger(Encoder.class.getName());
    private static final Logger OUTPUT = Logger.getLogger("ffmpeg");
    private static final int STOP_SECONDS = 10;

    static {
        OUTPUT.setUseParentHandlers(false);
        OUTPUT.addHandler(new FfmpegFileHandler());
    }

    private final Process process;
    private final CountDownLatch encoding = new CountDownLatch(1);
    private volatile String lastLine = "";

    private Encoder(List<String> command) throws IOException {
        OUTPUT.info(String.join(" ", command));
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        Thread reader = new Thread(this::read, "ffmpeg output");
        reader.setDaemon(true);
        reader.start();
    }

    /** Records into a file. */
    static Encoder toFile(EncoderConfig config, String file) throws IOException {
        List<String> command = input(config);
        command.addAll(List.of("-preset", config.recordingPreset(), "-crf", String.valueOf(config.rateFactor())));
        command.addAll(output("mp4", file));
        return new Encoder(command);
    }

    /** Streams to a server. */
    static Encoder toStream(EncoderConfig config, String url) throws IOException {
        List<String> command = input(config);
        command.addAll(List.of("-preset", config.streamingPreset(), "-maxrate", config.maxBitrate(),
                "-bufsize", config.bufferSize(), "-crf", String.valueOf(config.rateFactor())));
        command.addAll(output("flv", url));
        return new Encoder(command);
    }

    private static List<String> input(EncoderConfig config) {
        String queue = String.valueOf(config.queueSize());
        String rate = String.valueOf(config.framerate());
        return new ArrayList<>(List.of("ffmpeg", "-y", "-v", "info",
                "-thread_queue_size", queue, "-f", "x11grab", "-draw_mouse", "0", "-framerate", rate,
                "-video_size", config.resolution(), "-i", ":0.0+0,0",
                "-thread_queue_size", queue, "-f", config.audioSource(), "-i", config.audioDevice(),
                "-c:a", "aac", "-b:a", "128k", "-ar", "44100", "-af", "aresample=async=1",
                "-c:v", "libx264", "-profile:v", "main", "-level", "3.1", "-pix_fmt", "yuv420p",
                "-r", rate, "-g", "60", "-tune", "zerolatency"));
    }

    private static List<String> output(String format, String target) {
        return List.of("-f", format, target);
    }

    /** Waits until the first picture is through. Throws where ffmpeg ends before that. */
    void awaitStart(int seconds) throws IOException, InterruptedException {
        if (!encoding.await(seconds, TimeUnit.SECONDS) || !process.isAlive()) {
            stop();
            throw new IOException("ffmpeg did not start to encode: " + lastLine);
        }
    }

    boolean isRunning() {
        return process.isAlive();
    }

    /** What it said last: why it ended, where it ended by itself. */
    String lastLine() {
        return lastLine;
    }

    /** Lets it write the end of the file. */
    void stop() throws InterruptedException {
        if (process.isAlive()) {
            try {
                process.getOutputStream().write('q');
                process.getOutputStream().flush();
            } catch (IOException e) {
                LOGGER.warning("ffmpeg takes no input: " + e.getMessage());
            }
        }
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
            LOGGER.severe("ffmpeg did not end within " + STOP_SECONDS + " s");
            process.destroyForcibly().waitFor();
        }
        LOGGER.info("ffmpeg ended with " + process.exitValue());
    }

    private void read() {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                OUTPUT.info(line);
                lastLine = line;
                if (line.startsWith("frame=")) {
                    encoding.countDown();
                }
            }
        } catch (IOException e) {
            LOGGER.fine("ffmpeg's output ended: " + e);
        }
        encoding.countDown();
    }
}
