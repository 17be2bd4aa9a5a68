import { defineKind, flag, key, object, textOrNull } from './kind.ts'

export const realmKind = defineKind('realm', {
  id: key,
  profile: object,
  isDefault: flag,
  created: textOrNull,
  lastUpdated: textOrNull,
})
