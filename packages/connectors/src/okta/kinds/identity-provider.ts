import { defineKind, key, object, text, textOrNull } from './kind.ts'

export const identityProviderKind = defineKind('identity provider', {
  id: key,
  name: text,
  type: text,
  status: text,
  issuerMode: text,
  protocol: object,
  policy: object,
  created: textOrNull,
  lastUpdated: textOrNull,
})
