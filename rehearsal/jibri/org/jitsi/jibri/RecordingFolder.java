package org.jitsi.jibri;

import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** Where one recording is kept: the picture and sound, and what is known of the meeting. */
final class RecordingFolder {
    private static final Logger LOGGER = Logger.getLogger(RecordingFolder.class.getName());
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd-HH-mm-ss");
    private static final int LONGEST_NAME = 125;

    private final Path folder;
    private final Path file;

    private RecordingFolder(Path folder, Path file) {
        this.folder = folder;
        this.file = file;
    }

    /** Throws where it cannot be made or written: the recorder is unhealthy then. */
    static RecordingFolder create(Path recordings, Session session) throws IOException {
        Path folder = recordings.resolve(session.id().replaceAll("[^A-Za-z0-9_-]", ""));
        Files.createDirectories(folder);
        if (!Files.isWritable(folder)) {
            throw new IOException(folder + " is not writable");
        }
        String end = "_" + LocalDateTime.now().format(TIME) + ".mp4";
        String room = session.room().split("@")[0];
        String name = room.substring(0, Math.min(room.length(), LONGEST_NAME - end.length())) + end;
        return new RecordingFolder(folder, folder.resolve(name));
    }

    Path file() {
        return file;
    }

    Path folder() {
        return folder;
    }

    /** Without anything recorded the folder goes. True where it stays. */
    boolean keep() throws IOException {
        if (Files.exists(file)) {
            return true;
        }
        LOGGER.warning("Nothing was recorded, removing " + folder);
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(RecordingFolder::delete);
        }
        return false;
    }

    void writeMetadata(Session session, List<String> participants) {
        Map<String, Object> metadata = new HashMap<>(session.metadata());
        metadata.put("meeting_url", session.url());
        metadata.put("participants", participants.stream().map(name -> Map.of("name", name)).toList());
        try {
            Files.writeString(folder.resolve("metadata.json"),
                    ConfigValueFactory.fromMap(metadata).render(ConfigRenderOptions.concise()));
        } catch (IOException e) {
            LOGGER.severe("Failed to write the recording's metadata: " + e);
        }
    }

    /** Runs the script and waits for its end, however long that takes. Its failure is said, and changes nothing. */
    void finish(String script) throws InterruptedException {
        LOGGER.info("Finalizing the recording " + folder);
        try {
            Process process = new ProcessBuilder(script, folder.toString()).redirectErrorStream(true).start();
            process.inputReader().lines().forEach(line -> LOGGER.info("finalize: " + line));
            int code = process.waitFor();
            LOGGER.info("Recording finalize script finished with exit value " + code);
        } catch (IOException e) {
            LOGGER.severe("Failed to run the finalize script: " + e.getMessage());
        }
    }

    private static void delete(Path path) {
        try {
            Files.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
