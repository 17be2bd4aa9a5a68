import type { Json } from '@keyway/sdk'
import type { ValueSource } from '../../strip/value-source.ts'
import type { Kind } from '../../values/kind.ts'

/** What a field to write a constant in starts with. */
export function typedText(source: ValueSource | null): string {
  if (source?.kind !== 'constant' || source.value === null) return ''
  return typeof source.value === 'string' ? source.value : JSON.stringify(source.value)
}

export type Read = { ok: true; value: Json } | { ok: false }

/**
 * The constant that somebody wrote for an input of a kind. An input that takes anything reads numbers, true and false as
 * what they are; everything else there is text.
 */
export function readTyped(text: string, kind: Kind): Read {
  switch (kind) {
    case 'number': {
      const value = Number(text.trim())
      return text.trim() !== '' && Number.isFinite(value)
        ? { ok: true, value }
        : text === ''
          ? { ok: true, value: null }
          : { ok: false }
    }
    case 'boolean':
      return text === 'true' || text === 'false' ? { ok: true, value: text === 'true' } : { ok: false }
    case 'date':
      return text === '' || !Number.isNaN(Date.parse(text)) ? { ok: true, value: text } : { ok: false }
    case 'any':
      return { ok: true, value: /^(true|false|-?\d+(\.\d+)?)$/.test(text) ? JSON.parse(text) : text }
    case 'text':
    case 'object':
    case 'list':
    case 'null':
      return { ok: true, value: text }
  }
}
