package tilsyn.decoder.hardware;

import java.util.Set;

/** Which file systems lie on a disk of the machine's own, and can fill up there. */
final class Mounts {
    private static final Set<String> NOT_ON_DISK = Set.of(
            "tmpfs",
            "devtmpfs",
            "udev",
            "overlay",
            "squashfs",
            "none",
            "shm",
            "efivarfs",
            "ramfs",
            "rootfs",
            "devfs",
            "map",
            "cgroup",
            "proc",
            "sysfs");

    private Mounts() {}

    static boolean isElsewhere(String device, String type, String mount) {
        return NOT_ON_DISK.contains(device)
                || NOT_ON_DISK.contains(type)
                || device.startsWith("/dev/loop")
                || mount.startsWith("/snap/")
                || mount.equals("/run")
                || mount.startsWith("/run/")
                || mount.startsWith("/sys/")
                || mount.startsWith("/proc/")
                || mount.startsWith("/dev/");
    }
}
