import { defineKind, key, text, textOrNull } from './kind.ts'

export const resourceSetKind = defineKind('resource set', {
  id: key,
  label: text,
  description: text,
  created: textOrNull,
  lastUpdated: textOrNull,
})
