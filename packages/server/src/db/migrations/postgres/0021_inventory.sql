-- What an Okta org has. Ids are Okta's; the body is the object as Okta gave it, without secrets. What the columns mean
-- is written down in packages/identity/src/inventory/tables.ts.
create table okta_users (
  org text not null,
  id text not null,
  login text not null,
  email text,
  name text not null,
  status text not null,
  type_id text,
  user_type text,
  provider_type text,
  provider_name text,
  manager text,
  department text,
  employee_number text,
  realm_id text,
  created_at bigint,
  activated_at bigint,
  status_changed_at bigint,
  last_login_at bigint,
  updated_at bigint,
  password_changed_at bigint,
  search text not null,
  body text not null,
  -- of the columns and the body: a row that is as it was is not written
  digest text not null,
  first_seen bigint not null,
  changed_at bigint not null,
  deleted_at bigint,
  primary key (org, id)
);
create index okta_users_search on okta_users (org, search);
create index okta_users_status on okta_users (org, status);
create index okta_users_login on okta_users (org, login);
create index okta_users_manager on okta_users (org, manager);

create table okta_groups (
  org text not null,
  id text not null,
  name text not null,
  type text not null,
  source_app_id text,
  has_admin_role integer,
  created_at bigint,
  updated_at bigint,
  membership_changed_at bigint,
  search text not null,
  body text not null,
  -- of the columns and the body: a row that is as it was is not written
  digest text not null,
  first_seen bigint not null,
  changed_at bigint not null,
  deleted_at bigint,
  primary key (org, id)
);
create index okta_groups_search on okta_groups (org, search);
create index okta_groups_type on okta_groups (org, type);

create table okta_group_members (
  org text not null,
  group_id text not null,
  user_id text not null,
  added_at bigint,
  added_by text,
  added_by_type text,
  body text not null,
  -- of the columns and the body: a row that is as it was is not written
  digest text not null,
  first_seen bigint not null,
  changed_at bigint not null,
  deleted_at bigint,
  primary key (org, group_id, user_id)
);
create index okta_group_members_user on okta_group_members (org, user_id);

create table okta_apps (
  org text not null,
  id text not null,
  name text not null,
  label text not null,
  status text not null,
  sign_on_mode text,
  client_id text,
  client_type text,
  client_auth_method text,
  policy_id text,
  features text not null,
  created_at bigint,
  updated_at bigint,
  search text not null,
  body text not null,
  -- of the columns and the body: a row that is as it was is not written
  digest text not null,
  first_seen bigint not null,
  changed_at bigint not null,
  deleted_at bigint,
  primary key (org, id)
);
create index okta_apps_search on okta_apps (org, search);
create index okta_apps_client on okta_apps (org, client_id);
create index okta_apps_policy on okta_apps (org, policy_id);

create table okta_app_users (
  org text not null,
  app_id text not null,
  user_id text not null,
  scope text,
  status text,
  sync_state text,
  user_name text,
  created_at bigint,
  updated_at bigint,
  status_changed_at bigint,
  password_changed_at bigint,
  body text not null,
  -- of the columns and the body: a row that is as it was is not written
  digest text not null,
  first_seen bigint not null,
  changed_at bigint not null,
  deleted_at bigint,
  primary key (org, app_id, user_id)
);
create index okta_app_users_user on okta_app_users (org, user_id);

create table okta_app_groups (
  org text not null,
  app_id text not null,
  group_id text not null,
  priority integer,
  updated_at bigint,
  body text not null,
  -- of the columns and the body: a row that is as it was is not written
  digest text not null,
  first_seen bigint not null,
  changed_at bigint not null,
  deleted_at bigint,
  primary key (org, app_id, group_id)
);
create index okta_app_groups_group on okta_app_groups (org, group_id);

create table okta_factors (
  org text not null,
  id text not null,
  user_id text not null,
  type text not null,
  provider text,
  status text not null,
  phone text,
  name text,
  created_at bigint,
  updated_at bigint,
  body text not null,
  -- of the columns and the body: a row that is as it was is not written
  digest text not null,
  first_seen bigint not null,
  changed_at bigint not null,
  deleted_at bigint,
  primary key (org, id)
);
create index okta_factors_user on okta_factors (org, user_id);
create index okta_factors_phone on okta_factors (org, phone);

create table okta_role_assignments (
  org text not null,
  id text not null,
  principal_type text not null,
  principal_id text not null,
  type text not null,
  label text not null,
  role_id text,
  resource_set_id text,
  status text,
  created_at bigint,
  updated_at bigint,
  body text not null,
  -- of the columns and the body: a row that is as it was is not written
  digest text not null,
  first_seen bigint not null,
  changed_at bigint not null,
  deleted_at bigint,
  primary key (org, principal_id, id)
);
create index okta_role_assignments_role on okta_role_assignments (org, type);
create index okta_role_assignments_custom on okta_role_assignments (org, role_id);

-- Objects of all other kinds; `kind` is the id of the kind.
create table okta_objects (
  org text not null,
  kind text not null,
  id text not null,
  parent_id text,
  subject_id text,
  name text not null,
  type text,
  status text,
  position integer,
  is_system integer,
  created_at bigint,
  updated_at bigint,
  expires_at bigint,
  body text not null,
  -- of the columns and the body: a row that is as it was is not written
  digest text not null,
  first_seen bigint not null,
  changed_at bigint not null,
  deleted_at bigint,
  primary key (org, kind, id)
);
create index okta_objects_parent on okta_objects (org, kind, parent_id);
create index okta_objects_subject on okta_objects (org, subject_id);
create index okta_objects_type on okta_objects (org, kind, type);

-- What an object names in a list of its body: a rule its groups, a policy whom it is for.
create table okta_links (
  org text not null,
  from_kind text not null,
  from_id text not null,
  relation text not null,
  to_kind text not null,
  to_id text not null,
  primary key (org, from_kind, from_id, relation, to_kind, to_id)
);
create index okta_links_to on okta_links (org, to_kind, to_id, relation);

-- What changed since the first walk, and what was before: the versions of each object.
create table inventory_changes (
  id text primary key,
  org text not null,
  kind text not null,
  object_id text not null,
  name text not null,
  at bigint not null,
  -- created, updated, deleted or restored
  what text not null,
  -- JSON list of { path, from, to }
  fields text not null,
  actor_id text,
  actor_name text,
  -- the System Log event that told it
  event_id text,
  -- the body up to this change; null for created
  before text
);
create index inventory_changes_at on inventory_changes (org, at);
create index inventory_changes_object on inventory_changes (org, kind, object_id, at);

-- Who used what, out of events: an actor is a user, an OAuth client or an API token; what was used is an app, or
-- `okta` (a session), or `admin` (the Admin Console).
create table okta_usage (
  org text not null,
  actor_id text not null,
  object_id text not null,
  first_used bigint not null,
  last_used bigint not null,
  -- renewals by a machine, such as refresh tokens; null for none
  last_renewed bigint,
  uses bigint not null,
  failures bigint not null,
  last_failed bigint,
  primary key (org, actor_id, object_id)
);
create index okta_usage_object on okta_usage (org, object_id, last_used);
