import { defineKind, flag, key, text, textOrNull } from './kind.ts'

export const userTypeKind = defineKind('user type', {
  id: key,
  name: text,
  displayName: text,
  description: textOrNull,
  default: flag,
  created: textOrNull,
  lastUpdated: textOrNull,
})
