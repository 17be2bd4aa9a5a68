import { defineKind, key, object, textOrNull } from './kind.ts'

export const permissionKind = defineKind('permission', {
  label: key,
  conditions: object,
  created: textOrNull,
  lastUpdated: textOrNull,
})
