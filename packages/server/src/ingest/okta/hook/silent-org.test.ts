import { expect, test } from 'vitest'
import { createLog } from '../../../log.ts'
import { freshHook } from '../../testing/hook.ts'
import type { Hook } from '../hooks.ts'
import { createManagedHooks, type ManagedHookParts } from './managed-hooks.ts'
import { newRemoteHook, type RemoteHook } from './remote-hook.ts'

const org = 'acme.okta.com'

/** What the port throws when the time for a call is over. */
const outOfTime = (): never => {
  throw new DOMException('The operation was aborted due to timeout', 'TimeoutError')
}

test('a hook whose org is silent says so, and is not taken for one that is being made', async () => {
  let hook: Hook = { ...freshHook, connectionId: 'c', remote: newRemoteHook(org) }
  const managed = createManagedHooks({
    hooks: {
      list: () => [hook],
      setRemote: (_: string, remote: RemoteHook) => Promise.resolve(void (hook = { ...hook, remote })),
    },
    orgs: { find: () => ({ org, connections: [{ id: 'c', name: 'acme' }] }) },
    openHttp: () => Promise.resolve({ get: outOfTime, list: outOfTime }),
    wantedTypes: () => ['user.account.lock'],
    settingsOf: () => Promise.resolve({ hookPolicy: 'repair', pushFilters: false }),
    isEligible: () => true,
    allEligible: () => ['user.account.lock'],
    publicUrl: 'https://keyway.example',
    now: () => 1_000_000,
    log: createLog({ level: 'silent' }),
  } as unknown as ManagedHookParts)
  await managed.check(org)
  expect(hook.remote).toMatchObject({
    status: 'failing',
    problems: [{ code: 'org_silent', message: 'The org did not answer in time.' }],
    checkedAt: 1_000_000,
  })
})
