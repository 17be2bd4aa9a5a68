import { defineKind, key, objects, text, textOrNull } from './kind.ts'

export const trustedOriginKind = defineKind('trusted origin', {
  id: key,
  name: text,
  origin: text,
  scopes: objects,
  status: text,
  created: textOrNull,
  lastUpdated: textOrNull,
})
