import { defineKind, key, object, text, textOrNull } from './kind.ts'

export const identityProviderUserKind = defineKind('user of an identity provider', {
  id: key,
  externalId: text,
  profile: object,
  created: textOrNull,
  lastUpdated: textOrNull,
})
