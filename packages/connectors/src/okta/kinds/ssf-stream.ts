import { defineKind, key, object, text, texts } from './kind.ts'

export const ssfStreamKind = defineKind('SSF stream', {
  stream_id: key,
  iss: text,
  format: text,
  delivery: object,
  events_requested: texts,
  events_delivered: texts,
})
