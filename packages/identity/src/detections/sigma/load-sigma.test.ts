import type { Json, JsonObject } from '@keyway/sdk'
import { describe, expect, test } from 'vitest'
import { startDetectionEngine } from '../detection-engine.ts'
import { loadSigma } from './load-sigma.ts'
import type { Parameters } from './placeholders.ts'
import { logEventOf } from '../testing/log-event-of.ts'

/** A rule with this detection section, as JSON is YAML. */
function ruleOf(detection: Json, more: JsonObject = {}): string {
  const logsource = { product: 'okta', service: 'okta' }
  return JSON.stringify({ title: 'A rule', id: 'rule-1', logsource, detection, ...more })
}

function matches(detection: Json, event: Readonly<Record<string, Json>>, parameters?: Parameters): boolean {
  const { detections, reports } = loadSigma([{ file: 'rule.yml', text: ruleOf(detection) }], parameters)
  expect(reports.map(({ status, reason }) => [status, reason])).toEqual([['loaded', expect.any(String)]])
  return startDetectionEngine(detections).observe(logEventOf({ eventType: 'a', ...event })).length > 0
}

/** Whether one item, alone in a selection, takes the value at `field`. */
function takes(key: string, value: Json, field: Json): boolean {
  return matches({ selection: { [`field${key}`]: value }, condition: 'selection' }, { field })
}

function whyRejected(detection: Json): string {
  const { reports } = loadSigma([{ file: 'rule.yml', text: ruleOf(detection) }])
  expect(reports).toMatchObject([{ status: 'rejected' }])
  return reports[0]?.reason ?? ''
}

describe('values', () => {
  test.each([
    ['ABC', 'abc', true],
    ['a*c', 'abbbc', true],
    ['a?c', 'abc', true],
    ['a?c', 'ac', false],
    ['a?c', 'abbc', false],
    ['*b*d*', 'abcde', true],
    ['*b*d*', 'adcbe', false],
    [String.raw`a\*c`, 'a*c', true],
    [String.raw`a\*c`, 'abc', false],
    [String.raw`a\\*c`, String.raw`a\bc`, true],
    [String.raw`a\\\*c`, String.raw`a\*c`, true],
    [String.raw`C:\Windows`, String.raw`c:\windows`, true],
    [String.raw`\\\\host`, String.raw`\\host`, true],
    ['', '', true],
    ['', 'a', false],
    ['true', true, true],
    ['TRUE', true, true],
    [true, 'true', true],
    [517, '517', true],
    [517, 517, true],
    ['null', null, false],
    [null, null, true],
    [null, '', false],
  ])('%j and %j: %j', (value, field, expected) => {
    expect(takes('', value, field)).toBe(expected)
  })

  test('null also stands for a field that is not there', () => {
    expect(matches({ selection: { missing: null }, condition: 'selection' }, {})).toBe(true)
    expect(matches({ selection: { missing: '' }, condition: 'selection' }, {})).toBe(false)
  })

  test('a long text of wildcards takes no longer than both lengths multiplied', () => {
    expect(takes('', `${'*a'.repeat(500)}b`, 'a'.repeat(20_000))).toBe(false)
  })
})

describe('modifiers', () => {
  test.each<[string, Json, Json, boolean]>([
    ['|contains', 'b', 'abc', true],
    ['|startswith', 'A', 'abc', true],
    ['|startswith', 'b', 'abc', false],
    ['|endswith', 'C', 'abc', true],
    ['|endswith|cased', 'C', 'abc', false],
    ['|contains|all', ['a', 'c'], 'abc', true],
    ['|contains|all', ['a', 'd'], 'abc', false],
    ['|contains|all', ['x', 'y'], ['ax', 'ay'], true],
    ['|cased', 'ABC', 'abc', false],
    ['|neq', 'abc', 'abc', false],
    ['|neq', ['x', 'y'], 'abc', true],
    ['|exists', true, null, true],
    ['|exists', false, 'a', false],
    ['|re', '^a.c$', 'abc', true],
    ['|re', '^A', 'abc', false],
    ['|re|i', '^A', 'abc', true],
    ['|re|m', '^b$', 'a\nb', true],
    ['|re|s', 'a.b', 'a\nb', true],
    ['|re', 'a.b', 'a\nb', false],
    ['|lt', 5, 4, true],
    ['|lte', 5, '5', true],
    ['|gt', 5, 5, false],
    ['|gte', 5, 5, true],
    ['|gt', 5, 'many', false],
    ['|cidr', '10.0.0.0/8', '10.20.30.40', true],
    ['|cidr', '10.0.0.0/8', '11.0.0.1', false],
    ['|cidr', ['192.0.2.0/24', '2001:db8::/32'], '2001:db8::1', true],
    ['|cidr', '10.0.0.0/8', 'no address', false],
    ['|base64', 'ping', 'cGluZw==', true],
    ['|base64offset|contains', 'http://', 'aHR0cDovL2V4YW1wbGU=', true],
    ['|base64offset|contains', 'http://', Buffer.from('xhttp://example').toString('base64'), true],
    ['|base64offset|contains', 'http://', Buffer.from('xyhttp://example').toString('base64'), true],
    ['|wide|base64offset|contains', 'ping', Buffer.from('a ping', 'utf16le').toString('base64'), true],
    ['|utf16be|base64', 'a', 'AGE=', true],
    ['|utf16|base64', 'a', Buffer.from([0xff, 0xfe, 0x61, 0]).toString('base64'), true],
    ['|windash|contains', ' -f', 'rm /f', true],
    ['|windash|contains', ' -f', 'rm ―f', true],
    ['|windash|contains', ' -f', 'rm +f', false],
    ['|hour', 22, '2026-01-01T22:10:00Z', true],
    ['|hour|gte', 20, '2026-01-01T22:10:00Z', true],
    ['|minute', 10, '2026-01-01T22:10:00Z', true],
    ['|day', 1, '2026-01-01T22:10:00Z', true],
    ['|week', 53, '2027-01-01T00:00:00Z', true],
    ['|week', 1, '2026-01-01T00:00:00Z', true],
    ['|month', 1, '2026-01-01T22:10:00Z', true],
    ['|year', 2026, '2026-01-01T22:10:00Z', true],
    ['|year', 2026, 'no date', false],
    ['|fieldref', 'actor.alternateId', 'ANN@example.com', true],
    ['|fieldref|neq', 'actor.alternateId', 'bob@example.com', true],
    ['|fieldref|startswith', 'actor.displayName', 'Ann Example', true],
  ])('field%s of %j and %j: %j', (key, value, field, expected) => {
    expect(takes(key, value, field)).toBe(expected)
  })

  test('exists says no where there is no field', () => {
    expect(matches({ selection: { 'missing|exists': false }, condition: 'selection' }, {})).toBe(true)
    expect(matches({ selection: { 'missing|neq': 'a' }, condition: 'selection' }, {})).toBe(true)
  })

  test('a placeholder stands for each text of its list', () => {
    const parameters = new Map([['admins', ['ann@*', 'bob']]])
    const detection = { selection: { 'actor.alternateId|expand': '%Admins%' }, condition: 'selection' }
    expect(matches(detection, {}, parameters)).toBe(true)
    expect(matches(detection, { 'actor.alternateId': 'cleo' }, parameters)).toBe(false)
    expect(takes('|expand', String.raw`\%plain%`, '%plain%')).toBe(true)
    expect(takes('', '%plain%', '%plain%')).toBe(true)
  })

  test('one that stands for nothing matches nothing, and the report says so', () => {
    const text = ruleOf({ selection: { 'field|expand': '%nobody%' }, condition: 'not selection' })
    const { reports } = loadSigma([{ file: 'rule.yml', text }])
    expect(reports[0]).toMatchObject({ status: 'loaded', reason: expect.stringContaining('%nobody%') })
    const only = ruleOf({ selection: { 'field|expand': '%nobody%' }, condition: 'selection' })
    expect(loadSigma([{ file: 'rule.yml', text: only }])).toMatchObject({
      detections: [],
      reports: [{ status: 'disabled', reason: expect.stringContaining('%nobody%') }],
    })
  })

  test.each<[string, Json, RegExp]>([
    ['|contain', 'a', /no modifier "contain"/],
    ['|re', '(?=a)b', /look-ahead/],
    ['|re', '(', /regular expression/],
    ['|i', 'a', /only after "re"/],
    ['|gt', 'many', /compares numbers/],
    ['|cidr', '10.0.0.0/40', /block of addresses/],
    ['|exists', 'maybe', /true or false/],
    ['|base64', 'a*', /without wildcards/],
    ['', { a: 1 }, /map or a list within a list/],
    ['', [], /empty list/],
  ])('field%s: %j is rejected', (key, value, reason) => {
    expect(whyRejected({ selection: { [`field${key}`]: value }, condition: 'selection' })).toMatch(reason)
  })
})

describe('conditions', () => {
  const selections = { a1: { a: 1 }, a2: { b: 1 }, other: { c: 1 }, _hidden: { d: 1 } }

  test.each<[Json, Readonly<Record<string, Json>>, boolean]>([
    ['a1 or a2 and other', { a: 1 }, true],
    ['(a1 or a2) and other', { a: 1 }, false],
    ['not a1 and not a2', { c: 1 }, true],
    ['not not a1', { a: 1 }, true],
    ['1 of a*', { b: 1 }, true],
    ['all of a*', { b: 1 }, false],
    ['all of a*', { a: 1, b: 1 }, true],
    ['any of them', { d: 1 }, false],
    ['1 of them', { c: 1 }, true],
    ['all of them', { a: 1, b: 1, c: 1 }, true],
    ['a1 and not 1 of o*', { a: 1, c: 1 }, false],
    ['A1 AND NOT other'.replace('A1', 'a1'), { a: 1 }, true],
    [['a1', 'other'], { c: 1 }, true],
    ['1 of *2', { b: 1 }, true],
  ])('%j of %j: %j', (condition, event, expected) => {
    expect(matches({ ...selections, condition }, event)).toBe(expected)
  })

  test.each([
    ['a1 and', /its end/],
    ['a1 a2', /"and", "or" or the end/],
    ['(a1', /"\)"/],
    ['nobody', /does not define; it has a1, a2, other, _hidden/],
    ['1 of b*', /called like "b\*"/],
    ['2 of a*', /write "1 of" or "all of"/],
    ['a1 | count() by actor.id > 5', /correlation document/],
    [`${'('.repeat(200)}a1${')'.repeat(200)}`, /nests/],
    ['a1 or '.repeat(5000), /characters/],
  ])('%s is rejected', (condition, reason) => {
    expect(whyRejected({ ...selections, condition })).toMatch(reason)
  })
})

describe('selections', () => {
  test('a list of maps is any of them', () => {
    const detection = { selection: [{ a: 1 }, { b: 1 }], condition: 'selection' }
    expect(matches(detection, { b: 1 })).toBe(true)
    expect(matches(detection, { c: 1 })).toBe(false)
  })

  test('keywords are found anywhere, with "|all" every one of them', () => {
    expect(matches({ keywords: ['EXAMPLE.com', 'x'], condition: 'keywords' }, {})).toBe(true)
    expect(matches({ keywords: { '|all': ['ann@', 'example'] }, condition: 'keywords' }, {})).toBe(true)
    expect(matches({ keywords: { '|all': ['ann@', 'nowhere'] }, condition: 'keywords' }, {})).toBe(false)
    expect(matches({ keywords: { '|re': '^ann@' }, condition: 'keywords' }, {})).toBe(true)
  })
})

describe('documents', () => {
  test('rules of other logs, and those that say they are out of use, are disabled', () => {
    const detection = { selection: { a: 1 }, condition: 'selection' }
    const files = [
      { file: 'windows.yml', text: ruleOf(detection, { logsource: { product: 'windows' } }) },
      { file: 'old.yml', text: ruleOf(detection, { status: 'deprecated' }) },
    ]
    expect(loadSigma(files)).toMatchObject({
      detections: [],
      reports: [
        { status: 'disabled', reason: expect.stringContaining('windows') },
        { status: 'disabled', reason: expect.stringContaining('deprecated') },
      ],
    })
  })

  test('what cannot be read is rejected by its place, and the rest still loads', () => {
    const good = ruleOf({ selection: { a: 1 }, condition: 'selection' })
    const { detections, reports } = loadSigma([
      { file: 'broken.yml', text: 'title: [' },
      { file: 'mixed.yml', text: `${good}\n---\ntitle: Half\nid: half\n---\n- a list` },
      { file: 'bomb.yml', text: bomb() },
      { file: 'huge.yml', text: ' '.repeat(1_000_001) },
    ])
    expect(detections).toHaveLength(1)
    expect(reports.map(({ file, status }) => `${file} ${status}`).toSorted()).toEqual([
      'bomb.yml rejected',
      'broken.yml rejected',
      'huge.yml rejected',
      'mixed.yml loaded',
      'mixed.yml#2 rejected',
      'mixed.yml#3 rejected',
    ])
    expect(reports.find(({ file }) => file === 'mixed.yml#2')).toMatchObject({ id: 'half', title: 'Half' })
  })

  test('a filter takes events away from the rules that it names', () => {
    const rule = ruleOf({ selection: { eventType: 'a' }, condition: 'selection' })
    const filter = JSON.stringify({
      title: 'Known',
      logsource: { product: 'okta' },
      filter: {
        rules: ['rule-1'],
        selection: { 'actor.alternateId|startswith': 'svc-' },
        condition: 'selection',
      },
    })
    const files = [
      { file: 'rule.yml', text: rule },
      { file: 'filter.yml', text: filter },
    ]
    const engine = startDetectionEngine(loadSigma(files).detections)
    expect(engine.observe(logEventOf({ eventType: 'a', 'actor.alternateId': 'svc-1' }))).toHaveLength(0)
    expect(engine.observe(logEventOf({ eventType: 'a' }))).toHaveLength(1)
  })
})

/** A few lines that would become millions. */
function bomb(): string {
  const lines = ['a: &a [x,x,x,x,x,x,x,x,x]']
  for (let at = 1; at < 9; at += 1) {
    const before = String.fromCodePoint(96 + at)
    lines.push(
      `${String.fromCodePoint(97 + at)}: &${String.fromCodePoint(97 + at)} [${Array(9).fill(`*${before}`).join(',')}]`,
    )
  }
  return lines.join('\n')
}
