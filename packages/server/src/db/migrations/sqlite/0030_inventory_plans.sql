-- A search reads words anywhere in the text: it goes through the index alone, in the order of the answer, and no further
-- than a page needs.
drop index okta_users_search;
create index okta_users_search on okta_users (org, search, id, status) where deleted_at is null;

-- How the inventory of a large org is spread, for the planner: without it SQLite takes an index over a column that is the
-- same in all rows for a good one, and questions to 100,000 users take hours. Written down instead of measured, so that
-- plans are the same in every org and at every moment, the first walk included; in a small org any plan is fast.
analyze okta_users;
delete from sqlite_stat1 where tbl like 'okta!_%' escape '!';
insert into sqlite_stat1 (tbl, idx, stat) values
  ('okta_app_groups', 'okta_app_groups', '20000 20000 4 1'),
  ('okta_app_groups', 'okta_app_groups_group', '20000 20000 10'),
  ('okta_app_users', 'okta_app_users', '200000 200000 40 1'),
  ('okta_app_users', 'okta_app_users_user', '200000 200000 2'),
  ('okta_apps', 'okta_apps_client', '5000 5000 2'),
  ('okta_apps', 'okta_apps_policy', '5000 5000 200'),
  ('okta_apps', 'okta_apps_search', '5000 5000 1'),
  ('okta_apps', 'sqlite_autoindex_okta_apps_1', '5000 5000 1'),
  ('okta_factors', 'okta_factors_phone', '200000 200000 2'),
  ('okta_factors', 'okta_factors_user', '200000 200000 2'),
  ('okta_factors', 'sqlite_autoindex_okta_factors_1', '200000 200000 1'),
  ('okta_group_members', 'okta_group_members', '1200000 1200000 600 1'),
  ('okta_group_members', 'okta_group_members_user', '1200000 1200000 12'),
  ('okta_groups', 'okta_groups_search', '2000 2000 1'),
  ('okta_groups', 'okta_groups_type', '2000 2000 1000'),
  ('okta_groups', 'sqlite_autoindex_okta_groups_1', '2000 2000 1'),
  ('okta_links', 'okta_links', '2000 2000 1000 4 4 4 1'),
  ('okta_links', 'okta_links_to', '2000 2000 1000 2 1'),
  ('okta_objects', 'okta_objects', '20000 20000 400 1'),
  ('okta_objects', 'okta_objects_parent', '20000 20000 400 4'),
  ('okta_objects', 'okta_objects_subject', '20000 20000 4'),
  ('okta_objects', 'okta_objects_type', '20000 20000 400 100'),
  ('okta_role_assignments', 'okta_role_assignments', '1000 1000 2 1'),
  ('okta_role_assignments', 'okta_role_assignments_role', '1000 1000 100'),
  ('okta_role_assignments', 'okta_role_assignments_custom', '1000 1000 100'),
  ('okta_usage', 'okta_usage', '500000 500000 5 1'),
  ('okta_usage', 'okta_usage_object', '500000 500000 100 1'),
  ('okta_users', 'okta_users_login', '100000 100000 1'),
  ('okta_users', 'okta_users_manager', '100000 100000 10'),
  ('okta_users', 'okta_users_search', '100000 100000 1 1 1'),
  ('okta_users', 'okta_users_status', '100000 100000 20000'),
  ('okta_users', 'sqlite_autoindex_okta_users_1', '100000 100000 1');
-- Reads them anew.
analyze sqlite_schema;
