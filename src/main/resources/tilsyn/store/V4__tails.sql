-- Valid in H2 and PostgreSQL.

-- How far each growing file was read, written with the facts it gave. head is the SHA-256 of its first head_bytes, by which
-- it is known again under another name; the next line to be read begins at bytes_read and is number lines_read + 1.
create table tail (
    customer   varchar not null,
    file       varchar not null,
    head_bytes integer not null,
    head       varchar not null,
    bytes_read bigint  not null,
    lines_read bigint  not null,
    primary key (customer, file)
);
