import { defineKind, key, object, textOrNull } from './kind.ts'

export const resourceSetResourceKind = defineKind('resource of a resource set', {
  id: key,
  orn: textOrNull,
  conditions: object,
  created: textOrNull,
  lastUpdated: textOrNull,
})
