/**
 * The columns that the inventory of an Okta org is searched and joined by. Every table also has `org` (the host of the
 * org), the object as Okta gave it (`body`, JSON, without secrets) and the columns of {@link Bookkeeping}. Ids are Okta's;
 * times are milliseconds since 1970, null where Okta says none; flags are 0 or 1.
 */
export interface InventoryTables {
  okta_users: UserColumns
  okta_groups: GroupColumns
  okta_group_members: GroupMemberColumns
  okta_apps: AppColumns
  okta_app_users: AppUserColumns
  okta_app_groups: AppGroupColumns
  okta_factors: FactorColumns
  okta_role_assignments: RoleAssignmentColumns
  okta_objects: ObjectColumns
}

export type InventoryTable = keyof InventoryTables

/** What every row of the inventory says of itself. */
export interface Bookkeeping {
  /** When a walk or an event first brought it; for most objects of the first walk later than `created_at`. */
  first_seen: number
  /**
   * When what is known of it last changed. It was last *seen* then, or when the last complete walk of its kind ended
   * (`inventory_kinds.completed_at`), whichever is later: an object that is as it was costs no write.
   */
  changed_at: number
  /** When it was found to be gone. Null: it is there. Memberships and assignments that end are deleted instead. */
  deleted_at: number | null
}

export interface UserColumns {
  id: string
  login: string
  email: string | null
  /** `displayName`, else first and last name, else the login. */
  name: string
  /** STAGED, PROVISIONED, ACTIVE, SUSPENDED, LOCKED_OUT, PASSWORD_EXPIRED, RECOVERY or DEPROVISIONED. */
  status: string
  type_id: string | null
  /** The profile's `userType`. */
  user_type: string | null
  /** Whose password it is: OKTA, ACTIVE_DIRECTORY, LDAP, FEDERATION, IMPORT, SOCIAL. */
  provider_type: string | null
  provider_name: string | null
  /** The profile's `managerId`, else `manager`: an id, a login or a name, as the org writes it. */
  manager: string | null
  department: string | null
  employee_number: string | null
  realm_id: string | null
  created_at: number | null
  activated_at: number | null
  status_changed_at: number | null
  last_login_at: number | null
  updated_at: number | null
  password_changed_at: number | null
  /** Name, login and e-mail in lower case, for search. */
  search: string
}

export interface GroupColumns {
  id: string
  name: string
  /** OKTA_GROUP, APP_GROUP or BUILT_IN (Everyone). */
  type: string
  /** The app or directory that fills an APP_GROUP. */
  source_app_id: string | null
  /** Whether it holds an admin role; null where Okta does not say. */
  has_admin_role: number | null
  created_at: number | null
  updated_at: number | null
  membership_changed_at: number | null
  search: string
}

/** A user in a group. */
export interface GroupMemberColumns {
  group_id: string
  user_id: string
  /** When and by whom it was added, where an event told; null for what was there before. */
  added_at: number | null
  added_by: string | null
  /** `User` or `SystemPrincipal` (a rule or an import), as the event's actor. */
  added_by_type: string | null
}

export interface AppColumns {
  id: string
  /** Okta's key of the app (`salesforce`); `saasure` is the Admin Console. */
  name: string
  label: string
  /** ACTIVE or INACTIVE. */
  status: string
  /** SAML_2_0, OPENID_CONNECT, BOOKMARK, AUTO_LOGIN, … */
  sign_on_mode: string | null
  /** Of OAuth clients; null for other apps. */
  client_id: string | null
  /** `service`, `web`, `native` or `browser`; null for other apps. */
  client_type: string | null
  client_auth_method: string | null
  /** Authentication policy. */
  policy_id: string | null
  /** Provisioning features, a JSON list of texts. */
  features: string
  created_at: number | null
  updated_at: number | null
  search: string
}

/** An account of a user in an app. */
export interface AppUserColumns {
  app_id: string
  user_id: string
  /** USER: assigned by name. GROUP: by a group, which may be one of several. */
  scope: string | null
  status: string | null
  sync_state: string | null
  /** The name in the app. */
  user_name: string | null
  created_at: number | null
  updated_at: number | null
  status_changed_at: number | null
  password_changed_at: number | null
}

/** An app that all members of a group get. */
export interface AppGroupColumns {
  app_id: string
  group_id: string
  priority: number | null
  updated_at: number | null
}

/** A factor that a user has enrolled. */
export interface FactorColumns {
  id: string
  user_id: string
  /** sms, call, email, question, push, token:software:totp, webauthn, signed_nonce, … */
  type: string
  provider: string | null
  /** ACTIVE, PENDING_ACTIVATION, NOT_SETUP, EXPIRED, INACTIVE, … */
  status: string
  /** Of sms and call: digits and a leading +, so that equal numbers are equal texts. */
  phone: string | null
  /** What tells two authenticators apart: device name, credential id or e-mail. */
  name: string | null
  created_at: number | null
  updated_at: number | null
}

/** An admin role that is given to a user, a group or an OAuth client. */
export interface RoleAssignmentColumns {
  id: string
  /** USER, GROUP or CLIENT. */
  principal_type: string
  /** Of a client its client id. */
  principal_id: string
  /** SUPER_ADMIN, …, or CUSTOM. */
  type: string
  label: string
  /** Of custom roles: an object of kind `role`. */
  role_id: string | null
  /** Of custom roles: an object of kind `resource_set`. */
  resource_set_id: string | null
  status: string | null
  created_at: number | null
  updated_at: number | null
}

/** Objects of all other kinds; what each column holds for a kind is said at the kind. */
export interface ObjectColumns {
  /** Okta's id; of what has none a path of ids (`cr0…/okta.users.read`). */
  id: string
  /** The object it belongs to: the policy of a rule, the role of a permission. */
  parent_id: string | null
  /** Whom or what it is about: the owner of a token, the user of a device. */
  subject_id: string | null
  name: string
  /** The kind's own sort: the type of a policy, the key of an authenticator, the network of a token. */
  type: string | null
  status: string | null
  /** Order among its siblings: the priority of a policy or rule. */
  position: number | null
  /** 1 for what Okta made itself. */
  is_system: number | null
  created_at: number | null
  updated_at: number | null
  expires_at: number | null
}

/** What an object names in a list of its body: a rule its groups, a policy whom it is for. Rows of `okta_links`. */
export interface Link {
  /** `assigns`, `excludes`, `includes`, `uses`, … as the kind says. */
  relation: string
  to_kind: string
  to_id: string
}
