package tilsyn.fact;

import java.time.Instant;

/**
 * How full a backup repository was. Sizes in bytes.
 *
 * @param repository its id in the register of repositories
 */
public record RepositoryUsage(String repository, long size, long free, Instant time, Origin origin) implements Fact {
    public RepositoryUsage {
        if (repository.isBlank())
            throw new IllegalArgumentException("space of a repository without a name (%s)".formatted(origin));
        if (size <= 0 || free < 0 || free > size)
            throw new IllegalArgumentException(
                    "repository %s of %d bytes with %d free (%s)".formatted(repository, size, free, origin));
    }

    @Override
    public String host() {
        return "";
    }

    @Override
    public String source() {
        return "register";
    }

    @Override
    public Kind kind() {
        return Kind.REGISTER;
    }
}
