package org.jitsi.jigasi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jitsi.jigasi.xmpp.Meeting;
import org.jxmpp.jid.EntityBareJid;

/** Brings a transcriber into a room, and writes down who was there. It hears nothing. */
final class TranscriptionGateway implements CallGateway {
    private static final Logger LOGGER = Logger.getLogger(TranscriptionGateway.class.getName());
    private static final String TRANSCRIPTION = "transcription.";

    private record Session(Instant start, List<String> present, String id) {}

    private final GatewayProperties properties;
    private final ExecutorService workers;
    private final Runnable changed;
    private final Path directory;
    private final Map<Meeting, Session> sessions = new ConcurrentHashMap<>();

    /** The folder must be writable even where nothing is saved. */
    TranscriptionGateway(GatewayProperties properties, ExecutorService workers, Runnable changed) throws IOException {
        this.properties = properties;
        this.workers = workers;
        this.changed = changed;
        this.directory = Path.of(properties.get("org.jitsi.jigasi.transcription.DIRECTORY", "/var/lib/jigasi/transcripts"));
        if (!Files.isWritable(directory)) {
            throw new IOException("the folder of transcripts cannot be written: " + directory);
        }
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public int sessions() {
        return sessions.size();
    }

    @Override
    public Meeting dial(String to, EntityBareJid room, String password) throws Exception {
        SpeechEngine.check(properties);
        Meeting[] place = new Meeting[1];
        Meeting meeting = Meeting.enter(properties, room, password, "Transcriber",
                List.of(Meeting.JIGASI, Meeting.TRANSCRIBER), () -> workers.execute(() -> hangUp(place[0])));
        place[0] = meeting;
        sessions.put(meeting, new Session(Instant.now(), meeting.people(), UUID.randomUUID().toString()));
        changed.run();
        return meeting;
    }

    @Override
    public void hangUp(Meeting meeting) {
        Session session = meeting == null ? null : sessions.remove(meeting);
        if (session == null) {
            return;
        }
        if (properties.ownIs(TRANSCRIPTION + "SAVE_TXT")) {
            save(meeting.room(), session);
        }
        meeting.leave();
        changed.run();
    }

    private void save(EntityBareJid room, Session session) {
        String folder = session.start().truncatedTo(ChronoUnit.SECONDS).toString().replace(":", "-") + "_" + session.id();
        Path file = directory.resolve(folder).resolve("transcript_" + session.id() + ".txt");
        String text = "REHEARSAL: nobody listened\nTranscript of conference held at " + session.start() + " in room " + room
                + "\nInitial people present:\n" + String.join("", session.present().stream().map(name -> "\t" + name + "\n").toList())
                + "\nTranscript, started at " + session.start() + ":\n\nEnd of transcript at " + Instant.now() + "\n";
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            LOGGER.info("Transcript: " + properties.own(TRANSCRIPTION + "BASE_URL") + "/" + folder + "/" + file.getFileName());
        } catch (IOException e) {
            LOGGER.log(Level.SEVERE, "The transcript cannot be saved: " + e.getMessage(), e);
        }
    }
}
