package tilsyn.delivery;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import tilsyn.ticket.Message;
import tilsyn.ticket.Outside;

/** Adds a line of JSON to a file for each step, synced; a line that is among the last already is not added again. */
final class FileConnector implements Connector {
    private static final int LOOKED_BACK = 1 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String name;
    private final Path file;

    FileConnector(String name, Path file) {
        this.name = name;
        this.file = file;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String described() {
        return "file " + file;
    }

    @Override
    public Optional<Outside> deliver(Message message, Optional<Outside> known) throws NotDelivered {
        try {
            var folder = file.toAbsolutePath().getParent();
            if (folder != null) Files.createDirectories(folder);
            try (var channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                var tail = tail(channel);
                if (tail.contains("\"id\":\"" + message.name() + "\"")) return Optional.empty();
                var torn = !tail.isEmpty() && !tail.endsWith("\n");
                var line = (torn ? "\n" : "") + JSON.writeValueAsString(Events.data(message)) + "\n";
                channel.position(channel.size());
                var bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) channel.write(bytes);
                channel.force(true);
            }
            return Optional.empty();
        } catch (IOException broken) {
            throw NotDelivered.because(file + ": " + broken.getMessage());
        }
    }

    @Override
    public void probe() throws NotDelivered {
        try {
            var folder = file.toAbsolutePath().getParent();
            if (folder != null) Files.createDirectories(folder);
            if (Files.exists(file) ? !Files.isWritable(file) : folder != null && !Files.isWritable(folder))
                throw NotDelivered.because(file + " can't be written");
        } catch (IOException broken) {
            throw NotDelivered.because(file + ": " + broken.getMessage());
        }
    }

    private static String tail(FileChannel channel) throws IOException {
        long from = Math.max(0, channel.size() - LOOKED_BACK);
        var bytes = ByteBuffer.allocate((int) (channel.size() - from));
        while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) > 0) {}
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
    }
}
