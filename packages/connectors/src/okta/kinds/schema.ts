import { defineKind, object, text, textOrNull } from './kind.ts'

export const schemaKind = defineKind('schema', {
  id: text,
  name: text,
  title: text,
  definitions: object,
  properties: object,
  created: textOrNull,
  lastUpdated: textOrNull,
})
