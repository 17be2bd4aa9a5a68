import { defineAction, field, path, z } from '@keyway/sdk'
import type { Json } from '@keyway/sdk'
import { optional, requiredText } from '../../input.ts'
import { findUser, toObject, userFields } from '../client.ts'
import { toUser, userOutput } from '../fields.ts'

const gigabyte = 1024 ** 3
const text = () => optional(z.string())
const flag = () => optional(z.boolean())

export const createNewUser = defineAction({
  id: 'box.create_new_user',
  title: 'Create new user',
  description: 'Creates a managed user of the enterprise.',
  effect: 'write',
  scopes: ['manage_managed_users'],
  standsFor: ['okta-workflows:box.createNewUser'],
  input: z.object({
    login: field(requiredText(), { title: 'Login', description: 'E-mail address.' }),
    name: field(requiredText(), { title: 'Name' }),
    role: field(optional(z.enum(['user', 'coadmin'])), { title: 'Role' }),
    jobTitle: field(text(), { title: 'Job title' }),
    address: field(text(), { title: 'Address' }),
    phone: field(text(), { title: 'Phone number' }),
    language: field(text(), { title: 'Language', description: 'Two letters, like en.' }),
    status: field(text(), { title: 'Status', description: 'active, inactive, cannot_delete_edit, …' }),
    timezone: field(text(), { title: 'Time zone', placeholder: 'Europe/Oslo' }),
    space: field(optional(z.number()), {
      title: 'Allotted space',
      description: 'In gigabytes; -1 for no limit.',
    }),
    canSeeManagedUsers: field(flag(), { title: 'Can see managed users' }),
    exemptFromDeviceLimits: field(flag(), { title: 'Exempt from device limits' }),
    exemptFromLoginVerification: field(flag(), { title: 'Exempt from login verification' }),
    externalCollabRestricted: field(flag(), { title: 'External collaboration restricted' }),
    syncEnabled: field(flag(), { title: 'Sync enabled' }),
  }),
  output: userOutput,
  async run(input, { http }) {
    const given: Readonly<Record<string, Json | undefined>> = {
      login: input.login,
      name: input.name,
      role: input.role,
      job_title: input.jobTitle,
      address: input.address,
      phone: input.phone,
      language: input.language,
      status: input.status,
      timezone: input.timezone,
      space_amount:
        input.space === undefined || input.space < 0 ? input.space : Math.round(input.space * gigabyte),
      can_see_managed_users: input.canSeeManagedUsers,
      is_exempt_from_device_limits: input.exemptFromDeviceLimits,
      is_exempt_from_login_verification: input.exemptFromLoginVerification,
      is_external_collab_restricted: input.externalCollabRestricted,
      is_sync_enabled: input.syncEnabled,
    }
    const body = Object.fromEntries(
      Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
    )
    return toUser(toObject(await http.post(path`/2.0/users`, body, { fields: userFields })))
  },
  async lookUp({ login, name }, { http }) {
    const found = toUser((await findUser(http, login)) ?? {})
    return found.login.toLowerCase() === login.toLowerCase() && found.name === name ? found : undefined
  },
})
