package tilsyn.delivery;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** A mail server (RFC 5321) that fails where it is told to. */
final class FakePost implements AutoCloseable {
    /** What it does instead of what it should. */
    enum Fault {
        NONE,
        /** Says that it can't just now. */
        LATER,
        /** Says that it won't. */
        NEVER,
        /** Hangs up. */
        DROPS,
        /** Says nothing for too long, and hangs up. */
        HANGS
    }

    private static final long TOO_LONG_MS = 400;

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Function<String, Fault> faults;
    private final List<String> taken = new ArrayList<>();

    /** @param faults by what the client just said; {@code CONNECT} at the beginning and {@code .} at the end of a mail */
    FakePost(Function<String, Fault> faults) throws IOException {
        this.faults = faults;
        var thread = new Thread(this::serve, "fake post");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return server.getLocalPort();
    }

    /** Message-IDs of all mails that it took, also those of which it lost the answer. */
    synchronized List<String> taken() {
        return List.copyOf(taken);
    }

    private void serve() {
        while (!server.isClosed())
            try {
                var socket = server.accept();
                var thread = new Thread(() -> answer(socket), "fake post");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException closed) {
                return;
            }
    }

    private void answer(Socket socket) {
        try (socket) {
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            if (!say(socket, "CONNECT", "220 post")) return;
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                var command = line.split(" ", 2)[0].toUpperCase(Locale.ROOT);
                if (!command.equals("DATA")) {
                    if (!say(socket, command, command.equals("QUIT") ? "221 bye" : "250 ok")) return;
                } else if (!say(socket, command, "354 go on") || !mail(socket, in)) return;
            }
        } catch (IOException gone) {
            // the client's business
        }
    }

    private boolean mail(Socket socket, BufferedReader in) throws IOException {
        var id = "";
        for (var line = in.readLine(); !".".equals(line); line = in.readLine()) {
            if (line == null) return false;
            if (line.startsWith("Message-ID: ") && id.isEmpty()) id = line.substring(12);
        }
        var fault = faults.apply(".");
        if (fault == Fault.NONE || fault == Fault.DROPS || fault == Fault.HANGS)
            synchronized (this) {
                taken.add(id);
            }
        return say(socket, fault, "250 taken");
    }

    private boolean say(Socket socket, String command, String answer) throws IOException {
        return say(socket, faults.apply(command), answer);
    }

    private static boolean say(Socket socket, Fault fault, String answer) throws IOException {
        if (fault == Fault.DROPS) return false;
        if (fault == Fault.HANGS) {
            try {
                Thread.sleep(TOO_LONG_MS);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            return false;
        }
        var said = fault == Fault.NONE ? answer : fault == Fault.LATER ? "451 not now" : "554 never";
        socket.getOutputStream().write((said + "\r\n").getBytes(StandardCharsets.US_ASCII));
        return true;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
