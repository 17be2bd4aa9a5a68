import { describe, expect, test } from 'vitest'
import type { OktaSim } from '../start-okta-sim.ts'
import { startOktaSim } from '../start-okta-sim.ts'
import { parseHookFilter } from './hook-filter.ts'

const event = async () => {
  const sim: OktaSim = await startOktaSim()
  const made = sim.org.emit({
    eventType: 'group.user_membership.add',
    actor: { id: '00uAda', type: 'User', alternateId: 'svc@acme.test', displayName: 'Ada' },
    outcome: { result: 'FAILURE', reason: 'OKTA_VERIFY_PUSH denied' },
    target: [
      { id: '00uLin', type: 'User', alternateId: 'lin@acme.test', displayName: 'Lin' },
      { id: '00gSales', type: 'UserGroup', alternateId: 'unknown', displayName: 'Sales' },
    ],
    debugContext: { debugData: { changedAttributes: 'email,department' } },
  })
  await sim.close()
  return made
}

describe('a filter of an event hook', () => {
  test.each([
    [true, "event.target.?[type eq 'UserGroup' && displayName eq 'Sales'].size()>0"],
    [false, "event.target.?[type eq 'UserGroup' && displayName eq 'Lin'].size()>0"],
    // The trap of the simple editor: two selections may match different targets.
    [true, "event.target.?[type eq 'UserGroup'].size()>0 && event.target.?[displayName eq 'Lin'].size()>0"],
    [true, "event.target.?[displayName eq 'Nobody'].size()>0 || event.target.?[id eq '00gSales'].size() > 0"],
    [
      true,
      "event.debugData.changedAttributes.contains('email') OR event.debugData.changedAttributes.contains('x')",
    ],
    [false, "event.debugData.changedAttributes.contains('mobilePhone')"],
    [true, "event.outcome.result eq 'FAILURE' && event.actor.alternateId eq 'svc@acme.test'"],
    [true, "event.outcome.reason.contains('OKTA_VERIFY_PUSH')"],
    [true, 'event.actor.id != null'],
    [
      true,
      "(event.outcome.result ne 'SUCCESS' || event.actor.id eq null) && event.eventType eq 'group.user_membership.add'",
    ],
    [false, "event.debugData.absent.contains('x')"],
    [
      true,
      "event.actor.displayName eq 'Ada' || event.actor.displayName eq 'Bo' && event.actor.id eq 'nobody'",
    ],
  ])('gives %s for %s', async (expected, expression) => {
    expect(parseHookFilter(expression)(await event())).toBe(expected)
  })

  test.each([
    ['is empty', ''],
    ['is no condition', 'event.actor.id'],
    ['is a number', "event.target.?[type eq 'User'].size()"],
    ['names a class', "T(java.lang.Runtime).getRuntime().exec('id')"],
    ['names a class in a call', "event.getClass().forName('java.lang.Runtime') != null"],
    ['makes an object', "new java.io.File('/') != null"],
    ['reads a bean', '@systemProperties != null'],
    ['reads a variable', '#root != null'],
    ['assigns', "event.actor.id = 'x'"],
    ['counts up', 'event.target.size()++ > 0'],
    ['matches a pattern', "event.actor.id matches '.*'"],
    ['chooses', "event.actor.id eq 'a' ? true : false"],
    ['negates', "!(event.actor.id eq 'a')"],
    ['reads the prototype', 'event.__proto__ != null'],
    ['reads a constructor', 'event.debugData.constructor.constructor != null'],
    ['reads the log path', "event.debugContext.debugData.changedAttributes.contains('email')"],
    ['reads an unknown field of a target', "event.target.?[detailEntry eq 'x'].size() > 0"],
    ['selects within a selection', "event.target.?[event.target.?[id eq 'x'].size() > 0].size() > 0"],
    ['selects from another list', "event.actor.?[id eq 'x'].size() > 0"],
    ['indexes', "event.target[0].id eq 'x'"],
    ['does not close a text', "event.actor.id eq 'x"],
    ['does not close a parenthesis', "(event.actor.id eq 'x'"],
    ['has something behind', "event.actor.id eq 'x' event"],
    ['is nested too deep', `${'('.repeat(100)}event.actor.id eq 'x'${')'.repeat(100)}`],
    ['is too long', `event.actor.id eq '${'x'.repeat(3000)}'`],
    ['is a template', "#{event.actor.id eq 'x'}"],
  ])('is refused when it %s', (_name, expression) => {
    expect(() => parseHookFilter(expression)).toThrow(expect.objectContaining({ name: 'ElError' }))
  })
})
