import { defineKind, key } from './kind.ts'

export const orgContactKind = defineKind('contact of the org', {
  contactType: key,
})
