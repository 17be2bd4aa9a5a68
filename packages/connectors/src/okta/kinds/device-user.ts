import { defineKind, object, textOrNull } from './kind.ts'

export const deviceUserKind = defineKind('user of a device', {
  created: textOrNull,
  managementStatus: textOrNull,
  screenLockType: textOrNull,
  user: object,
})
