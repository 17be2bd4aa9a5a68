import { defineKind, textOrNull } from './kind.ts'

export const orgContactUserKind = defineKind('contact of the org', {
  userId: textOrNull,
})
