import { defineKind, key, object, text, textOrNull } from './kind.ts'

export const deviceKind = defineKind('device', {
  id: key,
  status: text,
  profile: object,
  resourceDisplayName: object,
  created: textOrNull,
  lastUpdated: textOrNull,
})
