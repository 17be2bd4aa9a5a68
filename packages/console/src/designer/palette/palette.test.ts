import { describe, expect, it } from 'vitest'
import { fakeCatalog } from '../../testing/catalog.ts'
import { listEntries } from './entries.ts'
import { searchEntries } from './search-entries.ts'

const catalog = {
  ...fakeCatalog,
  cards: [
    ...fakeCatalog.cards,
    {
      id: 'control.try',
      title: 'If Error',
      description: '',
      standsFor: ['okta-workflows:control.tryCatch'],
      input: {},
      output: {},
    },
    {
      id: 'text.concat',
      title: 'Join',
      description: 'Puts texts together.',
      standsFor: ['okta-workflows:string.concat'],
      input: {},
      output: {},
    },
  ],
}
const entries = listEntries(catalog, ['Log one target'])
const titles = (search: string) => searchEntries(entries, search).map(({ title }) => title)

describe('what the palette offers', () => {
  it('has control steps, helper flows, actions and functions, each once', () => {
    expect(new Set(entries.map(({ key }) => key)).size).toBe(entries.length)
    expect(entries.map(({ key }) => key)).toEqual(
      expect.arrayContaining(['if', 'helper:Log one target', 'okta.read_user', 'text.compose']),
    )
    expect(entries.some(({ key }) => key.startsWith('control.'))).toBe(false)
  })

  it('finds things by what they are called in Okta Workflows', () => {
    expect(titles('try catch')).toContain('Try / if error')
    expect(titles('concat')).toEqual(['Join'])
  })

  it('puts the title that was typed before titles that have its words, and these before everything else', () => {
    expect(titles('read user')[0]).toBe('Read user')
    expect(titles('list')[0]).not.toBe('Compose')
  })
})
