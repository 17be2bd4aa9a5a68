import { defineKind, count, flag, key, object, text, textOrNull, texts } from './kind.ts'

export const realmAssignmentKind = defineKind('realm assignment', {
  id: key,
  name: text,
  status: text,
  priority: count,
  isDefault: flag,
  domains: texts,
  conditions: object,
  actions: object,
  created: textOrNull,
  lastUpdated: textOrNull,
})
