-- A readable name in the URL of an endpoint, and the client token before a rotation.
alter table endpoints add column alias text;
create unique index endpoints_alias on endpoints (alias) where alias is not null;
alter table endpoints add column previous_token_encrypted text;
alter table endpoints add column previous_valid_until integer;
