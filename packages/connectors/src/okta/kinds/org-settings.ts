import { defineKind, key, text, textOrNull } from './kind.ts'

export const orgSettingsKind = defineKind('org', {
  id: key,
  subdomain: text,
  companyName: text,
  status: text,
  website: textOrNull,
  phoneNumber: textOrNull,
  supportPhoneNumber: textOrNull,
  endUserSupportHelpURL: textOrNull,
  created: textOrNull,
  lastUpdated: textOrNull,
  expiresAt: textOrNull,
})
