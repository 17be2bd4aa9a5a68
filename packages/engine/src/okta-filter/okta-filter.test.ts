import type { Json } from '@keyway/sdk'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compileOktaFilter } from './compile-filter.ts'
import { OktaFilterError } from './filter-error.ts'

const event = (parts: Record<string, Json>): Json => ({
  eventType: 'group.user_membership.add',
  outcome: { result: 'SUCCESS', reason: null },
  actor: { id: '00uA', type: 'User', alternateId: 'svc@acme.test', displayName: 'Service' },
  target: [
    { id: '00uU', type: 'User', alternateId: 'lin@acme.test', displayName: 'Lin' },
    { id: '00gG', type: 'UserGroup', alternateId: 'unknown', displayName: 'Sales' },
  ],
  debugContext: { debugData: { changedAttributes: 'department,title' } },
  ...parts,
})

const passes = (filter: string, parts: Record<string, Json> = {}) =>
  compileOktaFilter(filter).test(event(parts))

function refusal(filter: string): { position: number; message: string } {
  try {
    compileOktaFilter(filter)
  } catch (error) {
    if (error instanceof OktaFilterError) return { position: error.position, message: error.message }
    throw error
  }
  throw new Error(`"${filter.slice(0, 100)}" was taken.`)
}

const group = (name: string): Json => ({
  id: '00gX',
  type: 'UserGroup',
  alternateId: 'unknown',
  displayName: name,
})

describe("Okta's own examples", () => {
  const isInSales = "event.target.?[type eq 'UserGroup' && displayName eq 'Sales'].size()>0"
  const isInMarketing = "event.target.?[type eq 'UserGroup' && displayName eq 'Marketing'].size()>0"
  const changed = (attributes: Json): Record<string, Json> => ({
    debugContext: { debugData: { changedAttributes: attributes } },
  })

  test.each<[string, Record<string, Json>, Record<string, Json>]>([
    [isInSales, {}, { target: [group('Marketing')] }],
    [`${isInSales} || ${isInMarketing}`, { target: [group('Marketing')] }, { target: [group('Finance')] }],
    [
      "event.target.?[type eq 'UserGroup' && id eq '00gGROUP0000000003d7'].size()>0",
      { target: [{ id: '00gGROUP0000000003d7', type: 'UserGroup' }] },
      { target: [{ id: '00gGROUP0000000003d7', type: 'User' }] },
    ],
    [
      "event.target.?[type eq 'AppInstance' && alternateId eq 'Payroll'].size()>0",
      { target: [{ type: 'AppInstance', alternateId: 'Payroll' }] },
      {},
    ],
    [
      "event.debugData.changedAttributes.contains('email') || event.debugData.changedAttributes.contains('department')",
      {},
      changed('title'),
    ],
    [
      "event.outcome.result eq 'FAILURE' && event.actor.alternateId eq 'svc@acme.test'",
      { outcome: { result: 'FAILURE', reason: 'x' } },
      {},
    ],
    [
      "event.outcome.reason.contains('OKTA_VERIFY_PUSH')",
      { outcome: { result: 'SUCCESS', reason: 'User rejected OKTA_VERIFY_PUSH' } },
      { outcome: { result: 'SUCCESS', reason: null } },
    ],
    ['event.actor.id != null', {}, { actor: { id: null } }],
  ])('%s', (filter, passing, failing) => {
    expect(passes(filter, passing)).toBe(true)
    expect(passes(filter, failing)).toBe(false)
    expect(compileOktaFilter(filter).warnings).toEqual([])
  })
})

describe('what filters mean', () => {
  test.each<[string, boolean]>([
    ["event.eventType eq 'group.user_membership.add'", true],
    ["event.eventType ne 'group.user_membership.add'", false],
    ["event.actor.displayName eq 'service'", false],
    ["event.actor.type eq 'User' AND event.actor.id eq '00uA'", true],
    ["event.actor.type eq 'X' OR event.actor.id eq '00uA'", true],
    ["event.actor.type eq 'User' || event.actor.id eq 'x' && event.actor.id eq 'y'", true],
    ["(event.actor.type eq 'User' || event.actor.id eq 'x') && event.actor.id eq 'y'", false],
    ["'00uA' eq event.actor.id", true],
    ['event.outcome.reason eq null', true],
    ['event.outcome.reason ne null', false],
    ['null != event.outcome.reason', false],
    ["event.outcome.reason ne 'x'", true],
    ["event.outcome.reason.contains('')", false],
    ['event.target != null', true],
    ['event.target.size() > 1', true],
    ['event.target.size() eq 2', true],
    ["event.target.?[type eq 'User' || type eq 'UserGroup'].size() > 1", true],
    ["event.target.?[(type ne 'User') && displayName.contains('al')].size() > 0", true],
    ['event.target.?[id eq displayName].size() > 0', false],
    ["event.target\n  .?[ type\teq 'UserGroup' ]\n  .size()\n  > 0", true],
    ["event.actor.displayName eq 'O''Brien'", false],
  ])('%s', (filter, expected) => {
    expect(passes(filter)).toBe(expected)
  })

  test('a quote in text is written twice', () => {
    expect(passes("event.actor.displayName eq 'O''Brien'", { actor: { displayName: "O'Brien" } })).toBe(true)
  })

  test('changed attributes may be a list as well', () => {
    const filter = "event.debugData.changedAttributes.contains('email')"
    expect(passes(filter, { debugContext: { debugData: { changedAttributes: ['email', 'title'] } } })).toBe(
      true,
    )
    expect(passes(filter, { debugContext: { debugData: { changedAttributes: ['emails'] } } })).toBe(false)
  })

  test.each<[string, Json]>([
    ['nothing', null],
    ['text', 'event'],
    ['a list', []],
    ['an empty object', {}],
    ['null everywhere', { target: null, actor: null, outcome: null, debugContext: null }],
    ['targets that are none', { target: [null, 3, 'x', []], actor: 'x', debugContext: { debugData: 5 } }],
    ['a target that is no list', { target: { size: 1 } }],
  ])('an event that is %s passes nothing that asks for something', (_name, odd) => {
    for (const filter of [
      "event.target.?[type eq 'User'].size() > 0",
      "event.debugData.changedAttributes.contains('a')",
      "event.actor.id eq 'x'",
      'event.actor.id != null',
      'event.target.size() > 99',
    ]) {
      expect(compileOktaFilter(filter).test(odd)).toBe(false)
    }
    expect(compileOktaFilter('event.actor.id eq null').test(odd)).toBe(true)
  })

  test('names that every object inherits are not there', () => {
    const odd: Json = JSON.parse(
      '{"target":[{"__proto__":{"type":"User"}}],"actor":{"__proto__":{"id":"x"}}}',
    )
    expect(compileOktaFilter("event.target.?[type eq 'User'].size() > 0").test(odd)).toBe(false)
    expect(compileOktaFilter('event.actor.id eq null').test(odd)).toBe(true)
  })
})

describe('what cannot be read', () => {
  test.each<[string, number, RegExp]>([
    ['', 0, /it is empty/],
    ['   ', 0, /it is empty/],
    ["event.actor.id == 'x'", 15, /"==" is not among.*Write "eq"/],
    ["event.actor.id = 'x'", 15, /assignment is documented as not supported.*Write "eq"/],
    ["event.actor.id != 'x'", 15, /"!=" stands before null only.*Write "ne"/],
    ["!(event.actor.id eq 'x')", 0, /"!" is not among.*"ne"/],
    ["not (event.actor.id eq 'x')", 0, /"not" is not among/],
    ["event.actor.alternateId matches '.*@acme.test'", 24, /Regular expressions are never evaluated/],
    ["event.actor.id.matches('(a+)+$')", 15, /"\.matches\(\)" is not among/],
    ["event.actor.alternateId.startsWith('a')", 24, /\.contains/],
    ["event.actor.id eq null ? 'a' : 'b'", 23, /"\?" and ":"/],
    ["event.actor.id ?: 'x'", 15, /"\?:"/],
    ["event.actor?.id eq 'x'", 11, /"\?\."/],
    ['event.actor.id instanceof T(String)', 15, /"instanceof" is documented as not supported/],
    ['event.target.size() between 1', 20, /"between" is documented as not supported/],
    ["event.actor.id++ eq 'x'", 14, /"\+\+" is documented as not supported/],
    ["#root.actor eq 'x'", 0, /variable/],
    ["@bean.call() eq 'x'", 0, /bean/],
    ["T(java.lang.Runtime).getRuntime().exec('id')", 0, /type, T/],
    ["new java.util.Date() eq 'x'", 0, /constructor/],
    ["event.getClass() eq 'x'", 0, /filters cannot read "event"/],
    ['event.actor.getClass().size() > 0', 0, /filters cannot read "event.actor"/],
    ["event.constructor eq 'x'", 0, /filters cannot read "event.constructor"/],
    ["event.__proto__ eq 'x'", 0, /filters cannot read/],
    ["event.target[0].id eq 'x'", 12, /targets have no order/],
    ["event.target.displayName eq 'x'", 0, /chosen by a selection/],
    ["event.target.^[type eq 'User'] != null", 12, /selection of the first match/],
    ["event.target.![id].contains('x')", 12, /projection/],
    ["event.target.?[type eq 'User']", 0, /is not true or false.*\.size\(\) > 0/],
    ["event.target.?[type eq 'User'].size()", 0, /Write "> 0"/],
    ["event.target.?[type eq 'User'].isEmpty()", 31, /\.size\(\) > 0/],
    ["event.target.?[type eq 'User'] != null", 0, /A selection is a list/],
    ["event.target.?[type eq 'User'].displayName eq 'x'", 31, /behind a selection/],
    ["event.target.?[type eq 'User'].?[id eq 'x'].size() > 0", 30, /one selection behind another/],
    ["event.target.?[event.type eq 'User'].size() > 0", 15, /Inside the brackets write the name alone/],
    ["event.target.?[tpye eq 'User'].size() > 0", 15, /Did you mean "type"\?/],
    ["event.target.?[type eq 'User'.size() > 0", 29, /does not belong here/],
    ["event.target.?[type eq 'User'", 29, /it ends here/],
    ['event.target.?[].size() > 0', 15, /does not belong here/],
    ["event.actor.?[id eq 'x'].size() > 0", 0, /filters cannot read "event.actor"/],
    ["event.actor.id.?[id eq 'x'].size() > 0", 14, /only event.target/],
    ['event.actor.id.size() > 0', 15, /only targets have a size/],
    ["event.target.contains('x')", 13, /searched by a selection/],
    ['event.actor.id', 0, /is not true or false/],
    ["actor.id eq 'x'", 0, /Did you mean "event.actor.id"\?/],
    ["event.actor.alternateid eq 'x'", 0, /Did you mean "event.actor.alternateId"\?/],
    ["event.debugContext.debugData.changedAttributes.contains('x')", 0, /without debugContext/],
    ["event.client.ipAddress eq 'x'", 0, /comparisons of "when"/],
    ['event.actor.id eq "x"', 18, /single quotes/],
    ['event.actor.id eq x', 18, /filters cannot read "x"/],
    ['event.actor.id eq 5', 0, /text never equals a number/],
    ["event.actor.id eq 'x", 18, /has no end/],
    ["event.actor.id > 'x'", 15, /between \.size\(\) and a number/],
    ["event.actor.id gt 'x'", 15, /"gt" is not among/],
    ['event.target.size() >= 1', 20, /">=" is not among/],
    ['event.target.size() < 1', 20, /"<" is not among/],
    ["event.actor.id eq 'x' && ", 25, /it ends here/],
    ["event.actor.id eq 'x' & event.actor.id eq 'y'", 22, /Write "&&"/],
    ["event.actor.id eq 'x' event.actor.id eq 'y'", 22, /Join what must hold/],
    ["event.actor.id eq 'x' eq 'y'", 22, /does not belong here/],
    ["(event.actor.id eq 'x'", 22, /Expected "\)"/],
    ["event.actor.id eq 'x')", 21, /does not belong here/],
    ['event.actor.id.contains(event.actor.type)', 24, /takes text in single quotes/],
    ['event.debugData.changedAttributes.contains()', 43, /takes text in single quotes/],
    ["actor.id co 'x'", 0, /Did you mean/],
    ["event.actor.id co 'x'", 15, /System Log API/],
    ['event.actor.id pr', 15, /System Log API/],
    ['true', 0, /filters cannot read "true"/],
    ['☃', 0, /no meaning/],
  ])('%s', (filter, position, reason) => {
    const { position: found, message } = refusal(filter)
    expect(message).toMatch(reason)
    expect(found).toBe(position)
    expect(message).toContain(`at character ${position + 1}: `)
  })

  test('nested too deeply', () => {
    const inside = (depth: number) => `${'('.repeat(depth)}event.actor.id eq 'x'${')'.repeat(depth)}`
    expect(passes(inside(50))).toBe(false)
    expect(refusal(inside(51)).message).toContain('nested deeper than 50 levels')
    expect(refusal('('.repeat(9_000)).message).toContain('nested deeper than 50 levels')
    expect(refusal('event.target.?['.repeat(600)).message).toMatch(/character 16/)
  })

  test('too long, without reading it', () => {
    const started = performance.now()
    expect(refusal(`event.actor.id eq '${'a'.repeat(1_000_000)}'`).message).toContain('1,000,020 characters')
    expect(refusal("event.actor.id eq 'a' || ".repeat(40_000)).message).toContain('at most 10,000')
    expect(performance.now() - started).toBeLessThan(200)
  })

  test('long chains are read, since they are not deep', () => {
    const chain = Array.from({ length: 380 }, (_, at) => `event.actor.id eq '${at}'`).join(' || ')
    expect(passes(chain.slice(0, 9_900).replace(/ \|\| [^|]*$/, ''))).toBe(false)
  })

  test('any text is read or refused with a position in it, never worse', () => {
    const pieces = fc.constantFrom(
      ..."event.target .?[ ] ( ) && || eq ne != > == 'x' type id null .size() .contains('x') event.actor.id ' ! ? . # T( 5".split(
        ' ',
      ),
    )
    const text = fc.oneof(
      fc.array(pieces, { maxLength: 12 }).map((some) => some.join(' ')),
      fc.string({ unit: 'binary' }),
    )
    fc.assert(
      fc.property(text, (filter) => {
        try {
          expect(typeof compileOktaFilter(filter).test(event({}))).toBe('boolean')
        } catch (error) {
          expect(error).toBeInstanceOf(OktaFilterError)
          if (!(error instanceof OktaFilterError)) return
          expect(error.position).toBeGreaterThanOrEqual(0)
          expect(error.position).toBeLessThanOrEqual(filter.length)
        }
      }),
      { numRuns: 2_000 },
    )
  })
})

test.each<[string, readonly string[] | undefined]>([
  ["event.eventType eq 'a'", ['a']],
  ["(event.eventType eq 'a' || event.eventType eq 'b') && event.actor.id != null", ['a', 'b']],
  ["event.eventType eq 'a' || event.actor.id != null", undefined],
  ["event.eventType ne 'a'", undefined],
  ["event.eventType.contains('a')", undefined],
  ["event.target.?[type eq 'a'].size() > 0", undefined],
])('%s names the types %j', (filter, types) => {
  expect(compileOktaFilter(filter).types).toEqual(types)
})

describe('warns of', () => {
  const warnings = (filter: string) => compileOktaFilter(filter).warnings

  test('two selections that may be met by different targets, with what to write instead', () => {
    const filter =
      "event.target.?[type eq 'UserGroup'].size()>0 && event.target.?[displayName eq 'Sales'].size()>0"
    const [first, ...others] = warnings(filter)
    expect(others).toEqual([])
    const better = "event.target.?[type eq 'UserGroup' && displayName eq 'Sales'].size()>0"
    expect(first).toContain(better)
    expect(warnings(better)).toEqual([])
    const apart = { target: [group('Finance'), { type: 'User', displayName: 'Sales' }] }
    expect([passes(filter, apart), passes(better, apart)]).toEqual([true, false])
  })

  test('selections of the same type, and those inside parentheses', () => {
    expect(
      warnings(
        "event.actor.id != null && (event.target.?[id eq 'a' || id eq 'b'].size()>0 && event.target.?[type eq 'User'].size()>0)",
      )[0],
    ).toContain("event.target.?[(id eq 'a' || id eq 'b') && type eq 'User'].size()>0")
    expect(
      warnings(
        "event.target.?[type eq 'User' && id eq 'a'].size()>0 && event.target.?[type eq 'User' && displayName eq 'b'].size()>0",
      ),
    ).toHaveLength(1)
  })

  test('nothing where two types of targets are meant, or one of two is enough', () => {
    expect(
      warnings("event.target.?[type eq 'User'].size()>0 && event.target.?[type eq 'UserGroup'].size()>0"),
    ).toEqual([])
    expect(warnings("event.target.?[type eq 'User'].size()>0 || event.target.?[id eq 'a'].size()>0")).toEqual(
      [],
    )
  })

  test('groups chosen by their alternateId', () => {
    expect(warnings("event.target.?[type eq 'UserGroup' && alternateId eq 'Sales'].size()>0")).toEqual([
      expect.stringContaining('alternateId "unknown"'),
    ])
  })
})
