import { defineKind, key, text, textOrNull } from './kind.ts'

export const customRoleKind = defineKind('custom role', {
  id: key,
  label: text,
  description: text,
  created: textOrNull,
  lastUpdated: textOrNull,
})
