import { expect, test } from 'vitest'
import { cards } from './index.ts'

const count = 1_000_000
const numbers = Array.from({ length: count }, (_, index) => (index * 7919) % count)
const records = numbers.map((id) => ({ id, name: `n${String(id % 1000)}` }))
const entries = numbers.map((key) => ({ key, value: 1 }))

/** Every card that takes a list, with a million items in it, except those that only pass the list on. */
const inputs: Readonly<Record<string, object>> = {
  'list.average': { list: numbers },
  'list.chunk': { list: numbers, size: 3 },
  'list.clear_empty': { list: numbers },
  'list.collapse': { list: records },
  'list.concat': { lists: [numbers, numbers] },
  'list.count': { list: records, path: 'name', value: 'n1' },
  'list.difference': { list: numbers, without: numbers },
  'list.filter_by': { list: records, path: 'name', value: 'n1' },
  'list.find_by': { list: records, path: 'id', value: -1 },
  'list.flatten': { lists: numbers.map((one) => [one]) },
  'list.group_by': { list: records, path: 'name' },
  'list.includes': { list: numbers, value: -1 },
  'list.index_by': { list: records, keyPath: 'id', valuePath: 'name' },
  'list.index_of': { list: numbers, value: -1 },
  'list.insert_at': { list: numbers, index: 5, item: 1 },
  'list.intersection': { lists: [numbers, numbers] },
  'list.join': { list: records.map(({ name }) => name), separator: ',' },
  'list.maximum': { list: records, path: 'id' },
  'list.minimum': { list: records, path: 'id' },
  'list.partition': { list: records, path: 'name', value: 'n1' },
  'list.pluck': { list: records, key: 'id' },
  'list.pop': { list: numbers },
  'list.push': { list: numbers, item: 1 },
  'list.range': { below: count },
  'list.remove_at': { list: numbers, index: 5 },
  'list.replace_at': { list: numbers, index: 5, item: 1 },
  'list.reverse': { list: numbers },
  'list.sample': { list: numbers, amount: count },
  'list.shift': { list: numbers },
  'list.shuffle': { list: numbers },
  'list.slice': { list: numbers, start: 5 },
  'list.sort_by': { list: records, path: 'id' },
  'list.sum': { list: numbers },
  'list.union': { lists: [numbers, numbers] },
  'list.unique_by': { list: records, path: 'name' },
  'list.unshift': { list: numbers, item: 1 },
  'list.unzip': { list: records.map(({ id, name }) => [id, name]) },
  'list.zip': { lists: [numbers, numbers] },
  'number.add': { numbers },
  'number.maximum': { numbers },
  'number.minimum': { numbers },
  'object.collapse': { lists: [entries] },
  'csv.build': { rows: records },
}

test.each(Object.entries(inputs))('%s takes a million items', { timeout: 60_000 }, (id, input) => {
  const card = cards.find((one) => one.id === id)
  const parsed = card?.input.parse(input)
  const started = performance.now()
  expect(card?.run(parsed, { now: 0, random: () => 0.25 })).toBeTypeOf('object')
  // What grows with the square of the list would take hours.
  expect(performance.now() - started).toBeLessThan(20_000)
})

test('no card with a list is forgotten', () => {
  const lists = cards.map(({ id }) => id).filter((id) => id.startsWith('list.'))
  const onlyRead = ['list.at', 'list.construct', 'list.length']
  expect(lists.filter((id) => !(id in inputs)).sort()).toEqual(onlyRead)
})
