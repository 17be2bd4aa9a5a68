-- breaking
-- Tables: unique keys, row versions, and an index of all cells, so that searches need no cell's JSON.

-- JSON list of unique keys.
alter table tables add column keys text not null default '[]';
-- How many columns and keys the table ever had: no number is given twice.
alter table tables add column parts_made integer not null default 0;

-- Where the rows of a table are. Clearing or deleting a table takes its space away at once; what has no table is emptied
-- afterwards, a batch at a time.
create table table_spaces (
  number integer primary key autoincrement,
  table_id text unique references tables (id) on delete set null,
  -- 0: the rows were written before there was an index.
  is_indexed integer not null
) strict;
insert into table_spaces (table_id, is_indexed) select id, 0 from tables order by created_at, id;

create table indexed_rows (
  -- Order of creation.
  seq integer primary key autoincrement,
  space integer not null references table_spaces (number),
  id text not null,
  created_at integer not null,
  updated_at integer not null,
  version integer not null,
  cells text not null,
  unique (space, id)
) strict;
insert into indexed_rows (space, id, created_at, updated_at, version, cells)
  select number, r.id, r.created_at, r.updated_at, 1, r.cells
  from table_rows r join table_spaces s on s.table_id = r.table_id order by r.created_at, r.id;
drop table table_rows;
alter table indexed_rows rename to table_rows;
create index table_rows_space on table_rows (space, seq);

-- One entry for each cell of each row; `value` sorts as the cell's values do.
create table table_cells (
  space integer not null,
  column_number integer not null,
  value text not null,
  row_seq integer not null,
  primary key (space, column_number, value, row_seq)
) strict, without rowid;

-- One entry for each unique key of each row; `value` is a hash of the key's values.
create table table_keys (
  space integer not null,
  key_number integer not null,
  value text not null,
  row_seq integer not null,
  primary key (space, key_number, value)
) strict, without rowid;

-- What compare-and-set answered, so that the same step asking again gets the same answer.
create table table_swaps (
  id text primary key,
  at integer not null,
  answer text not null
) strict;
create index table_swaps_at on table_swaps (at);
