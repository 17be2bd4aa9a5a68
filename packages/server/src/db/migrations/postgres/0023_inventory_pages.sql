-- A listing is one of many where objects are listed below others; what is gone is kept until the walk ends well.
alter table inventory_pages add column unit text not null default '';
alter table inventory_pages add column is_gone integer not null default 0;
