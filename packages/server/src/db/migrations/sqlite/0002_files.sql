-- Content of files, in parts of one size: a file of any length passes through in constant memory.
create table files (
  id text primary key,
  name text not null,
  content_type text not null,
  -- Null while the content is being written.
  size integer,
  -- The execution, its step's idempotency key and the attempt that wrote it; null for a file a person uploaded.
  execution_id text,
  step text,
  attempt integer,
  -- 1 once the file was found in a journal (or was uploaded); others are swept when they are old enough.
  is_kept integer not null default 0,
  created_at integer not null
) strict;
create index files_step on files (step) where step is not null;
create index files_loose on files (created_at) where is_kept = 0;

create table file_parts (
  file_id text not null references files (id) on delete cascade,
  position integer not null,
  bytes blob not null,
  primary key (file_id, position)
) strict;
