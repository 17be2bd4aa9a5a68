import { defineKind } from '../kind.ts'
import { at, searchText, text, time } from '../read.ts'
import { isJsonObject } from '@keyway/sdk'

/** Users in every state. The plain list leaves deactivated ones out; a filter brings them. Facts section 7.1. */
export const users = defineKind({
  id: 'user',
  title: 'Users',
  table: 'okta_users',
  key: ['id'],
  scope: 'okta.users.read',
  list: {
    path: '/api/v1/users',
    query: { filter: 'lastUpdated gt "1970-01-01T00:00:00.000Z"' },
    pageSize: 200,
  },
  one: '/api/v1/users/{id}',
  everyMinutes: 24 * 60,
  keeps: 'row',
  // Every sign-in moves these; they are columns all the same.
  volatile: ['lastLogin', 'lastUpdated'],
  read(body) {
    const id = text(body, 'id')
    if (id === null) return undefined
    const { credentials: _credentials, _links, ...rest } = body
    const provider = at(body, 'credentials', 'provider')
    const login = text(body, 'profile', 'login') ?? id
    const email = text(body, 'profile', 'email')
    const full = [text(body, 'profile', 'firstName'), text(body, 'profile', 'lastName')].filter(
      (part) => part !== null,
    )
    const name = text(body, 'profile', 'displayName') ?? (full.length === 0 ? login : full.join(' '))
    return {
      body: { ...rest, ...(isJsonObject(provider) ? { credentials: { provider } } : {}) },
      columns: {
        id,
        login,
        email,
        name,
        status: text(body, 'status') ?? '',
        type_id: text(body, 'type', 'id'),
        user_type: text(body, 'profile', 'userType'),
        provider_type: text(body, 'credentials', 'provider', 'type'),
        provider_name: text(body, 'credentials', 'provider', 'name'),
        manager: text(body, 'profile', 'managerId') ?? text(body, 'profile', 'manager'),
        department: text(body, 'profile', 'department'),
        employee_number: text(body, 'profile', 'employeeNumber'),
        realm_id: text(body, 'realmId'),
        created_at: time(body, 'created'),
        activated_at: time(body, 'activated'),
        status_changed_at: time(body, 'statusChanged'),
        last_login_at: time(body, 'lastLogin'),
        updated_at: time(body, 'lastUpdated'),
        password_changed_at: time(body, 'passwordChanged'),
        search: searchText(name, login, email),
      },
    }
  },
  touchedBy: [
    {
      events: [
        'user.lifecycle.',
        'user.account.',
        'user.credential.',
        'application.provision.user.import_profile',
      ],
      touch: { what: 'object', target: 'User' },
    },
  ],
})
