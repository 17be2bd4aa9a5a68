import { defineKind, key, object, text, textOrNull } from './kind.ts'

export const behaviorKind = defineKind('behavior rule', {
  id: key,
  name: text,
  type: text,
  status: text,
  settings: object,
  created: textOrNull,
  lastUpdated: textOrNull,
})
