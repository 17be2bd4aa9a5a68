-- Each save of a draft has a number, so that a save can say which one it is based on.
alter table flows add column draft_number integer not null default 1;
alter table flows add column draft_saved_at integer not null default 0;
alter table flows add column draft_saved_by text not null default 'system';
update flows set draft_saved_at = updated_at;

-- What is said of a flow beside its document: no version is needed to change it.
alter table flows add column owner text;
-- A JSON list of texts.
alter table flows add column tags text not null default '[]';

alter table flow_versions add column message text;

-- The name of a folder is its path ("A/B") and stands for it.
update flows set folder_id = (
  select min(twin.id) from folders twin join folders own on own.name = twin.name where own.id = flows.folder_id
) where folder_id is not null;
delete from folders where id not in (select min(id) from folders group by name);
create unique index folders_name on folders (name);
