-- Long journal entries, beside the rows that stand for them, so that reading a journal in ranges stays quick.
create table journal_blobs (
  execution_id text collate "C" not null,
  position integer not null,
  entry text not null,
  primary key (execution_id, position)
);
