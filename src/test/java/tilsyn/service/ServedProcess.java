package tilsyn.service;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tilsyn.Live;

/** The service in a process of its own, to be killed. */
record ServedProcess(Process process, Path said, int syslog, int http) {
    private static final String READY = "it listens";

    /** Two servers, and of the rules those of the items. */
    static void customer(Path folder, List<String> items) throws IOException {
        Files.createDirectories(folder.resolve("customer"));
        Files.writeString(folder.resolve("customer/customer.yaml"), """
                customer:
                  id: DEMO
                  name: Demo AS
                  zone: Europe/Oslo
                  locale: nb-NO
                """);
        Files.writeString(folder.resolve("customer/hosts.yaml"), """
                inventory:
                  as_of: 2026-01-01
                  hosts:
                    - id: SRV01
                      roles: [server, linux, physical]
                      always_on: true
                    - id: SRV02
                      roles: [server, linux, physical]
                      always_on: true
                """);
        try (var all = Files.walk(Path.of("rules"))) {
            for (var path : all.filter(Files::isRegularFile).toList()) {
                var name = path.getFileName().toString();
                boolean item = name.matches("[A-Z]{2,3}-\\d\\d-.*");
                if (item && items.stream().noneMatch(name::startsWith) || name.equals("links.yaml")) continue;
                var to = folder.resolve(path.toString());
                Files.createDirectories(to.getParent());
                Files.copy(path, to);
            }
        }
    }

    /** @param delayed whether the store writes to the disk when it likes, as H2 does by default */
    static ServedProcess start(Path folder, Path data, boolean delayed) throws Exception {
        var said = Files.createTempFile(folder, "said", ".txt");
        int syslog = free();
        int http = free();
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx512m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ServedProcess.class.getName(),
                        folder.toString(),
                        data.toString(),
                        Integer.toString(syslog),
                        Integer.toString(http),
                        Boolean.toString(delayed))
                .redirectOutput(said.toFile())
                .redirectErrorStream(true)
                .start();
        var served = new ServedProcess(process, said, syslog, http);
        while (!served.lines().contains(READY)) {
            if (!process.isAlive()) throw new AssertionError(served.lines());
            Thread.sleep(10);
        }
        return served;
    }

    String lines() throws IOException {
        return Files.readString(said);
    }

    private static int free() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }

    void end() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(1, TimeUnit.MINUTES)) throw new AssertionError("it does not end when asked to");
    }

    public static void main(String[] args) throws Exception {
        var folder = Path.of(args[0]);
        var data = Path.of(args[1]);
        var place = new Live.Place(
                folder.resolve("customer"),
                folder.resolve("rules"),
                Path.of("routes"),
                data,
                folder.resolve("cache"),
                null,
                "en");
        var service = Service.start(
                new Service.Setup(
                        place,
                        data.resolve("out"),
                        "127.0.0.1",
                        Integer.parseInt(args[2]),
                        Integer.parseInt(args[3]),
                        null,
                        List.of(),
                        List.of(),
                        null,
                        Duration.ofMillis(100),
                        Duration.ofMinutes(15),
                        Duration.ofDays(400),
                        List.of()),
                Clock.systemUTC(),
                new PrintWriter(System.out));
        if (Boolean.parseBoolean(args[4])) delay(data);
        Runtime.getRuntime().addShutdownHook(new Thread(service::close));
        System.out.println(READY);
        System.out.flush();
        Thread.currentThread().join();
    }

    private static void delay(Path data) throws Exception {
        var owner = DriverManager.getConnection(
                "jdbc:h2:file:" + data.resolve("live").toAbsolutePath(), "owner", "");
        try (var statement = owner.createStatement()) {
            statement.execute("set write_delay 500");
        }
    }
}
