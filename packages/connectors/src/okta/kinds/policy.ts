import { defineKind, count, flag, key, object, text, textOrNull } from './kind.ts'

export const policyKind = defineKind('policy', {
  id: key,
  type: text,
  name: text,
  description: text,
  status: text,
  priority: count,
  system: flag,
  conditions: object,
  settings: object,
  created: textOrNull,
  lastUpdated: textOrNull,
})
