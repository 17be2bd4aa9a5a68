import { defineKind, key } from './kind.ts'

export const resourceSetBindingKind = defineKind('binding of a resource set', {
  id: key,
})
