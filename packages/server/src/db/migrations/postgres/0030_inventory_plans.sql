-- A search reads words anywhere in the text: it goes through the index alone, in the order of the answer, and no further
-- than a page needs.
drop index okta_users_search;
create index okta_users_search on okta_users (org, search, id, status) where deleted_at is null;
