import { describe, expect, test } from 'vitest'
import { attackScripts } from '../../testing/attack-scripts.ts'
import { runScript } from '../../testing/run-script.ts'
import { nativeDetections } from '../native-detections.ts'

describe.each(Object.entries(attackScripts))('%s', (id, { attack, quiet, severity }) => {
  test('finds the attack', () => {
    const found = runScript(attack).get(id)
    expect(found).toBeDefined()
    if (severity !== undefined) expect(found?.at(-1)).toMatchObject({ severity })
  })

  test('leaves what only looks like it alone', () => {
    expect(runScript(quiet).get(id)).toBeUndefined()
  })

  test('finds it in whatever order it arrives', () => {
    expect(runScript(attack.toReversed()).get(id)).toBeDefined()
  })

  test('finds it when all of it was held up for days, and nothing in what only looks like it', () => {
    const heldUpMs = 9 * 86_400_000
    expect(runScript(attack, { heldUpMs }).get(id)).toBeDefined()
    expect(runScript(quiet, { heldUpMs }).get(id)).toBeUndefined()
  })
})

test('all 33 sequences have a detection', () => {
  const tags = nativeDetections(new Map()).flatMap((one) => one.tags.filter((tag) => tag.startsWith('itdr.')))
  const expected = Array.from({ length: 33 }, (_, index) => `itdr.s${String(index + 1).padStart(2, '0')}`)
  expect([...new Set(tags)].toSorted()).toEqual(expected)
})

test('each of them has a script here, or is among the rules of the catalogue', () => {
  const untold = nativeDetections(new Map()).filter(
    ({ id, replaces }) => replaces === undefined && !(id in attackScripts),
  )
  expect(untold.map(({ id }) => id)).toEqual([])
})
