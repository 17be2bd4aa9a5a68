import type { EventType } from '@keyway/sdk'
import { categoryOf } from './categories.ts'
import { titleOf } from './title.ts'

/**
 * Reads event types from their compact form: a line `prefix [words]` with what Okta files the types under (its area, then
 * its tags), and below it, indented, the rest of each id. A `*` behind it says that event hooks deliver the type, `~`
 * that Okta calls it beta, `!` that it is internal to Okta.
 */
export function readCatalogue(text: string): EventType[] {
  const types: EventType[] = []
  let head: Head = { prefix: '', area: '', tags: [] }
  for (const line of text.split('\n')) {
    if (line === '') continue
    if (line.startsWith(' ')) {
      for (const word of line.trim().split(' ')) types.push(readType(head, word))
      continue
    }
    const [prefix = '', words = ''] = line.split(' [')
    const [area = '', ...tags] = words.slice(0, -1).split(' ')
    head = { prefix, area, tags }
  }
  return types
}

type Head = Pick<EventType, 'area' | 'tags'> & { prefix: string }

function readType({ prefix, area, tags }: Head, word: string): EventType {
  const rest = word.replace(/[*~!]+$/, '')
  const flags = word.slice(rest.length)
  const id = `${prefix}.${rest}`
  return {
    id,
    title: titleOf(id),
    category: categoryOf(id),
    area,
    tags,
    eligible: flags.includes('*'),
    stage: flags.includes('!') ? 'internal' : flags.includes('~') ? 'beta' : 'released',
  }
}
